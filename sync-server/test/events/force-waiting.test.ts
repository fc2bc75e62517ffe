/** [SYNC-3] A gap in a device's chain that nothing fills: on both stores, with a clock that moves, from two servers. */

import { DAY, MINUTE } from '@liangma/shared/kernel/instant';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { openPostgresStore } from '../../src/adapters/sql/sql-store.ts';
import type { Deps } from '../../src/deps.ts';
import { forceWaiting } from '../../src/events/force-waiting.ts';
import { findDevice, findTask } from '../../src/ports/directory.ts';
import type { Store } from '../../src/ports/store.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('waiting events on %s', (kind) => {
  let server: TestServer;
  /** Another server over the same PostgreSQL; the same server on SQLite. */
  let other: Deps;
  let second: Store | undefined;
  let inspector: Client;
  let officer = '';
  let phone: TestDevice;
  let [one, two] = [] as unknown as [IssuedTask, IssuedTask];
  let at = NINE_O_CLOCK;

  beforeAll(async () => {
    const databaseUrl = kind === 'postgres' ? await postgres.county('gaps') : undefined;
    server = await startServer(databaseUrl ? { databaseUrl } : {});
    second = databaseUrl ? await openPostgresStore(databaseUrl, 'unused') : undefined;
    other = second ? { ...server.deps, store: second } : server.deps;
  });
  afterAll(async () => {
    await second?.close();
    await server.stop();
  });
  beforeEach(async () => {
    at += 20 * DAY;
    server.clock.at = at;
    inspector = await server.as('wangjianguo');
    officer = (await inspector.get('/api/session')).body.actor.officer;
    phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    [one, two] = [await aKnownTask(server, at, officer), await aKnownTask(server, at, officer)];
  });

  type Row = Record<string, unknown>;
  const started = (task: IssuedTask, when = at) => phone.event('inspection-started', task.id, {}, when);
  const recorded = (task: IssuedTask, when = at) =>
    phone.event('record-submitted', task.id, aRecord({ startedAt: when, endedAt: when }), when);
  const push = async (...rows: Row[]) =>
    (await inspector.post('/api/sync/events/push', pushBody(...rows))).body.map(({ sync }: { sync: object }) => sync);
  const pulled = async () => {
    const signedIn = await server.as('wangjianguo');
    const { documents } = (await signedIn.get(`/api/sync/events/pull?device=${phone.id}`)).body;
    const rows = documents.map(({ seq, sync }: { seq: number; sync: { state: string } }) => [seq, sync.state]);
    return rows.sort((a: number[], b: number[]) => Number(a[0]) - Number(b[0]));
  };
  const alerts = async () =>
    (await server.deps.store.read((tx) => tx.alerts.open('62'))).filter(({ device }) => device === phone.id);
  const state = async (task: IssuedTask) => (await server.deps.store.read((tx) => findTask(tx, task.id)))?.state;
  const concern = async () => {
    const { devices } = (await (await server.as('mayongcheng')).get('/api/devices')).body;
    return devices.find(({ id }: { id: string }) => id === phone.id).health.concerns[0];
  };
  const force = () => forceWaiting(server.deps);

  test('[SYNC-3] events after a gap wait and apply in order when the gap fills, without an alert', async () => {
    const rows = [await started(one), await recorded(one), await started(two)] as [Row, Row, Row];
    expect(await push(rows[1], rows[2])).toEqual([{ state: 'waiting' }, { state: 'waiting' }]);
    expect([await state(one), await state(two)]).toEqual(['issued', 'issued']);
    server.clock.at = at + 4 * DAY;
    expect(await force()).toBe(0);
    expect(await push(rows[0])).toMatchObject([{ state: 'accepted' }]);
    expect([await state(one), await state(two)]).toEqual(['recorded', 'inspecting']);
    expect(await pulled()).toEqual([1, 2, 3].map((seq) => [seq, 'accepted']));
    expect(await alerts()).toEqual([]);
  });

  test('[SYNC-3] after five days events are judged without the missing numbers, the alert names these, and the chain continues', async () => {
    const lost = [await started(one), await recorded(one)] as [Row, Row];
    const rest = [await started(two), await recorded(two)] as [Row, Row];
    await push(...rest);
    server.clock.at = at + 5 * DAY - 1;
    expect(await force()).toBe(0);
    server.clock.at = at + 5 * DAY;
    expect(await force()).toBe(2);
    expect(await state(two)).toBe('recorded');
    expect(await pulled()).toEqual([3, 4].map((seq) => [seq, 'accepted']));
    const gap = { code: 'gap-forced', rule: 'SYNC-3', missing: { from: 1, to: 2 }, event: rest[0].id, task: two.id };
    expect(await alerts()).toMatchObject([{ ...gap, county: two.enterprise.region.slice(0, 6) }]);
    expect(await concern()).toMatchObject({ code: 'missing', events: 2 });
    // Events that fill the gap later are judged, and break nothing.
    server.clock.at = at + 9 * DAY;
    expect(await push(...lost)).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
    expect(await state(one)).toBe('recorded');
    expect((await concern())?.code).not.toBe('missing');
    expect(await alerts()).toHaveLength(1);
    expect(await push(await started(await aKnownTask(server, at, officer)))).toMatchObject([{ state: 'accepted' }]);
    expect(await alerts()).toHaveLength(1);
    expect(await server.deps.store.read((tx) => findDevice(tx, phone.id))).toMatchObject({ lastSeq: 5 });
  });

  test('[SYNC-3] an event that fills the gap with another hash raises an alert of a broken chain', async () => {
    await started(one);
    const next = await recorded(one);
    await push(next);
    server.clock.at = at + 5 * DAY;
    await force();
    const forged = aDevice(phone.key);
    expect(await push(await forged.event('inspection-started', one.id, {}, at))).toMatchObject([{ state: 'accepted' }]);
    expect((await alerts()).map(({ code }) => code).sort()).toEqual(['chain-broken', 'gap-forced']);
  });

  test('[SYNC-3] a later gap waits its own five days', async () => {
    const rows = [await started(one), await recorded(one), await started(two), await recorded(two)] as Row[];
    await push(rows[1] as Row);
    server.clock.at = at + 2 * DAY;
    await push(rows[3] as Row);
    server.clock.at = at + 5 * DAY;
    await force();
    expect(await pulled()).toEqual([
      [2, 'accepted'],
      [4, 'waiting'],
    ]);
    server.clock.at = at + 7 * DAY;
    await force();
    const missing = (await alerts()).map((alert) => alert.missing).sort((a, b) => (a?.from ?? 0) - (b?.from ?? 0));
    expect(missing).toEqual([
      { from: 1, to: 1 },
      { from: 3, to: 3 },
    ]);
  });

  test('[SYNC-3] an event rejected after the wait gets its answer, and the gap still raises an alert', async () => {
    const unknown = { ...one, id: `${one.id.slice(0, -4)}ffff` } as IssuedTask;
    await started(one);
    await push(await started(unknown));
    server.clock.at = at + 5 * DAY;
    await force();
    expect(await pulled()).toEqual([[2, 'rejected']]);
    expect(await alerts()).toMatchObject([{ code: 'gap-forced', county: '620623', task: unknown.id }]);
  });

  test('[SYNC-3] two servers that sweep at once judge each event once', async () => {
    await started(one);
    const rows = [await started(two), await recorded(two, at + MINUTE)];
    await push(...rows);
    server.clock.at = at + 6 * DAY;
    const counts = await Promise.all([force(), forceWaiting(other), force(), forceWaiting(other)]);
    expect(counts.reduce((sum, n) => sum + n)).toBe(2);
    expect(await alerts()).toHaveLength(1);
    expect(await server.deps.store.read((tx) => findTask(tx, two.id))).toMatchObject({ rev: two.rev + 2 });
  });
});
