/** Limits of what keys that nobody enrolled can make the server do and keep, on both stores. */

import { join } from 'node:path';
import { HOUR } from '@liangma/shared/kernel/instant';
import type { TaskIn } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../src/adapters/sql/connection/postgres.ts';
import { openSqlite } from '../../src/adapters/sql/connection/sqlite.ts';
import { forceWaiting } from '../../src/events/force-waiting.ts';
import { findDevice } from '../../src/ports/directory.ts';
import { issueTask } from '../application.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';
import { IS_NIGHT, RULE_STORES } from '../rule-stores.ts';
import { sharedPostgres } from '../shared-stores.ts';

const AT = NINE_O_CLOCK;
const NOBODYS = '019ab3a0-9999-7abc-8def-0123456789ab';
const WAITING = 20;
type Row = Record<string, unknown>;

let postgres: SharedPostgres | undefined;
beforeAll(async () => {
  if (IS_NIGHT) postgres = await sharedPostgres();
});
afterAll(() => postgres?.stop());

describe.each(RULE_STORES)('strangers on %s', (kind) => {
  let server: TestServer;
  let bare: ReturnType<typeof openPostgres>;
  let task: TaskIn<'issued'>;
  beforeAll(async () => {
    const databaseUrl = kind === 'postgres' ? await postgres?.county('strangers') : undefined;
    server = await startServer(databaseUrl ? { databaseUrl } : { onDisk: true });
    bare = databaseUrl
      ? openPostgres(databaseUrl)
      : openSqlite(join(server.folder, 'liangma.sqlite'), { readOnly: false });
    const [clerk, head] = [await server.as('lichunmei'), await server.as('mayongcheng')];
    task = await issueTask(clerk, head, { window: { from: AT - HOUR, to: AT + HOUR } });
  });
  afterAll(async () => {
    await bare.destroy();
    await server.stop();
  });

  const push = async (phone: TestDevice, ...rows: Row[]): Promise<string[]> => {
    const headers = { 'x-liangma-device-key': phone.publicKey };
    const { status, body } = await server.anonymous.post('/api/sync/events/push', pushBody(...rows), headers);
    expect(status).toBe(200);
    return body.map(({ sync }: { sync: { state: string; code?: string } }) => sync.code ?? sync.state);
  };
  const count = async (table: string): Promise<number> => {
    const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(table)}`.execute(bare);
    return Number(rows[0]?.n);
  };
  const size = () => Promise.all(['events', 'devices', 'audit', 'conflicting_envelopes'].map(count));
  const scanOf = (phone: TestDevice) =>
    phone.event('scan', task.id, { code: task.code, verdict: 'genuine', channel: 'link' }, AT);

  test('[SYNC-22] a rejected event of a key that nobody enrolled leaves no event, device or audit entry', async () => {
    const before = await size();
    for (let i = 0; i < 5; i++) {
      const phone = aDevice();
      const rows = [
        await phone.event('refusal', NOBODYS, { code: 'x'.repeat(2000), ground: 'other', note: '' }, AT),
        await phone.event('scan', task.id, { code: 'x'.repeat(2000), verdict: 'genuine', channel: 'link' }, AT),
        await phone.event('inspection-started', task.id, {}, AT),
      ];
      expect(await push(phone, ...rows)).toEqual(['unknown-task', 'code-refused', 'not-assigned']);
      expect(await push(phone, rows[0] as Row)).toEqual(['unknown-task']);
    }
    expect(await size()).toEqual(before);
  });

  test('[SYNC-22] an event with a genuine code is limited to what a page can send, and the longest refusal and evaluation pass', async () => {
    const before = await size();
    const phone = aDevice();
    const padded = { code: task.code, verdict: 'genuine', channel: 'link', padding: 'x'.repeat(40_000) };
    expect(await push(phone, await phone.event('scan', task.id, padded, AT))).toEqual(['malformed']);
    expect(await size()).toEqual(before);
    const longest = aDevice();
    const code = 'x'.repeat(4000);
    const note = '\u0001'.repeat(500);
    const evaluation = { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '\u0001'.repeat(1000) };
    const rows = [
      await longest.event('refusal', task.id, { code, ground: 'certificate-mismatch', note, seenAt: AT }, AT),
      await longest.event('evaluation', task.id, evaluation, AT),
    ];
    expect(await push(longest, ...rows)).not.toContain('malformed');
  });

  test('[SYNC-22] the store keeps no other bytes under a used id from a key that nobody enrolled', async () => {
    const phone = aDevice();
    const good = await scanOf(phone);
    expect(await push(phone, good)).toEqual(['accepted']);
    const other = aDevice(phone.key);
    const before = await size();
    const forged = await other.event('scan', task.id, { code: 'y', verdict: 'genuine', channel: 'link' }, AT, '');
    expect(await push(phone, { ...forged, id: good.id })).toEqual(['malformed']);
    expect(await size()).toEqual(before);
  });

  test('[SYNC-22] a key that nobody enrolled has few waiting events, and none for an unknown task', async () => {
    const phone = aDevice();
    const first = await scanOf(phone);
    const evaluation = { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' };
    const late: Row[] = [];
    for (let i = 0; i < 30; i++) late.push(await phone.event('evaluation', task.id, evaluation, AT));
    const fates = await push(phone, ...late);
    expect(fates.filter((fate) => fate === 'waiting')).toHaveLength(WAITING);
    expect(new Set(fates.slice(WAITING))).toEqual(new Set(['pending']));
    expect(await server.deps.store.read((tx) => tx.events.countWaiting('6206', phone.id))).toBe(WAITING);
    const stray = aDevice();
    await stray.event('scan', NOBODYS, {}, AT);
    expect(await push(stray, await stray.event('evaluation', NOBODYS, evaluation, AT))).toEqual(['unknown-task']);
    // Postponed events are accepted once the first is there.
    await push(phone, first);
    expect(new Set(await push(phone, ...late))).not.toContain('pending');
    expect(await server.deps.store.read((tx) => tx.events.countWaiting('6206', phone.id))).toBe(0);
  });

  test('[SYNC-22] an honest page can fill the gap that its rejected first events left', async () => {
    const phone = aDevice();
    const refused: Row[] = [];
    for (let i = 0; i < 3; i++)
      refused.push(
        await phone.event(
          'evaluation',
          NOBODYS,
          { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' },
          AT,
        ),
      );
    expect(new Set(await push(phone, ...refused))).toEqual(new Set(['unknown-task']));
    const good = await scanOf(phone);
    expect(await push(phone, good)).toEqual(['waiting']);
    // The page sends what stands before an event that waits (web/enterprise/src/outbox/to-send.ts).
    await push(phone, ...refused, good);
    expect(await push(phone, good)).toEqual(['accepted']);
    // From now on how far its chain has come is kept: a refused one leaves no gap.
    expect(await push(phone, await phone.event('evaluation', NOBODYS, {}, AT))).toEqual(['malformed']);
    const again = aDevice();
    expect(await push(again, await scanOf(again))).toEqual(['accepted']);
    const odd = await again.event(
      'evaluation',
      NOBODYS,
      { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' },
      AT,
    );
    expect(await push(again, odd)).toEqual(['unknown-task']);
    expect(await push(again, await scanOf(again))).toEqual(['accepted']);
    const alerts = await server.deps.store.read((tx) => tx.alerts.ofTask('6206', task.id));
    expect(alerts.map(({ code }) => code)).not.toContain('chain-broken');
  });

  test('[SYNC-3] thousands of waiting events of a device are judged in slices, and other pushes are answered between them', async () => {
    const inspector = await server.as('wangjianguo');
    const officer = (await inspector.get('/api/session')).body.actor.officer;
    const phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    const own = await aKnownTask(server, AT, officer);
    const first = await phone.event('code-shown', own.id, {}, AT);
    for (let part = 0; part < 4; part++) {
      const rows: Row[] = [];
      for (let i = 0; i < 200; i++) rows.push(await phone.event('code-shown', own.id, {}, AT));
      await inspector.post('/api/sync/events/push', pushBody(...rows));
    }
    let [turns, isOver] = [0, false];
    const turning = (async () => {
      for (; !isOver; turns++) await new Promise(setImmediate);
    })();
    await inspector.post('/api/sync/events/push', pushBody(first));
    isOver = true;
    await turning;
    expect(await server.deps.store.read((tx) => findDevice(tx, phone.id))).toMatchObject({ lastSeq: 801 });
    expect(turns).toBeGreaterThanOrEqual(8);
    // The hourly look finds what a server left that was killed between two slices.
    expect(await forceWaiting(server.deps)).toBe(0);
  });
});

test('[SYNC-22] an address above its bytes of a minute is rejected by the length of a body, an officer’s session is not', async () => {
  const server = await startServer();
  const phone = aDevice();
  const headers = { 'content-type': 'application/json', 'x-liangma-device-key': phone.publicKey };
  const filler = [{ newDocumentState: { envelope: 'x'.repeat(60_000) } }];
  const body = JSON.stringify(Array.from({ length: 15 }, () => filler[0]));
  const push = () => server.anonymous.raw('/api/sync/events/push', { method: 'POST', headers, body });
  const statuses: number[] = [];
  for (let i = 0; i < 10; i++) statuses.push((await push()).status);
  expect(statuses.at(0)).toBe(200);
  expect(statuses.at(-1)).toBe(429);
  // By its length alone: this body is no JSON.
  const length = { ...headers, 'content-length': '1000000' };
  const unread = await server.anonymous.raw('/api/sync/events/push', { method: 'POST', headers: length, body: '{' });
  expect([unread.status, unread.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  const officer = await server.as('wangjianguo');
  expect((await officer.post('/api/sync/events/push', [])).status).toBe(200);
  await server.stop();
});
