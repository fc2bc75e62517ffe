/** With the answer to a push a device hears how far it knows its own events: what it pulls from there on is all it was not told. */

import { DAY, MINUTE } from '@liangma/shared/kernel/instant';
import { type Checkpoint, EVENTS_PULLED_HEADER } from '@liangma/shared/protocol/documents';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { openPostgresStore } from '../../src/adapters/sql/sql-store.ts';
import { forceWaiting } from '../../src/events/force-waiting.ts';
import { type ClientInfo, pushEvents } from '../../src/events/push.ts';
import { findDevice } from '../../src/ports/directory.ts';
import type { Store } from '../../src/ports/store.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';
import { sharedPostgres } from '../shared-stores.ts';

type Row = Record<string, unknown>;
const UNKNOWN_TASK = '019ab3a0-9999-7abc-8def-0123456789ab';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['memory', 'postgres'] as const)('acknowledged checkpoint of a device on %s', (kind) => {
  let server: TestServer;
  /** Store of another server over the same PostgreSQL; the same one in memory. */
  let second: Store;
  let inspector: Client;
  let phone: TestDevice;
  let task: IssuedTask;
  let at = NINE_O_CLOCK;

  beforeAll(async () => {
    const databaseUrl = kind === 'postgres' ? await postgres.county('known') : undefined;
    server = await startServer(databaseUrl ? { databaseUrl } : {});
    second = databaseUrl ? await openPostgresStore(databaseUrl, 'unused') : server.deps.store;
  });
  afterAll(async () => {
    if (second !== server.deps.store) await second.close();
    await server.stop();
  });
  beforeEach(async () => {
    at += 20 * DAY;
    server.clock.at = at;
    inspector = await server.as('wangjianguo');
    phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    task = await aKnownTask(server, at, (await inspector.get('/api/session')).body.actor.officer);
  });

  const shown = (on = task.id as string) => phone.event('code-shown', on, {}, at);
  const started = () => phone.event('inspection-started', task.id, {}, at);
  const recorded = () => phone.event('record-submitted', task.id, aRecord({ startedAt: at, endedAt: at }), at);
  const pull = async (checkpoint: Checkpoint) => {
    const query = new URLSearchParams({ device: phone.id, checkpoint: JSON.stringify(checkpoint) });
    return (await inspector.get(`/api/sync/events/pull?${query}`)).body;
  };
  const ask = (rows: Row[], said: unknown) =>
    inspector.post('/api/sync/events/push', pushBody(...rows), { [EVENTS_PULLED_HEADER]: JSON.stringify(said) });
  /** Pushes rows. Returns the checkpoint up to which the phone knows them then, or `undefined` without one. */
  const push = async (rows: Row[], shards: Checkpoint): Promise<Checkpoint | undefined> => {
    const { status, body, headers } = await ask(rows, { shards, epoch: 'epoch-1' });
    expect(status).toBe(200);
    const upTo = JSON.parse(headers.get(EVENTS_PULLED_HEADER) ?? 'null') ?? undefined;
    if (upTo) await leavesNothingOut(shards, upTo, body);
    return upTo;
  };
  const leavesNothingOut = async (from: Checkpoint, upTo: Checkpoint, told: { id: string; sync: object }[]) => {
    const [before, after] = [await pull(from), await pull(upTo)];
    expect(after.checkpoint).toEqual(before.checkpoint);
    const later = new Set(after.documents.map(({ id }: Row) => id));
    for (const { id, sync } of before.documents.filter(({ id }: Row) => !later.has(id))) {
      expect(told.find((row) => row.id === id)).toMatchObject({ sync });
    }
  };
  const nothingAfter = async (checkpoint: Checkpoint | undefined) =>
    expect((await pull(checkpoint ?? {})).documents).toEqual([]);
  const seqsAfter = async (checkpoint: Checkpoint) =>
    (await pull(checkpoint)).documents.map(({ seq }: { seq: number }) => seq).sort();

  test('the checkpoint advances with each push whose outcome was answered in full', async () => {
    const first = await push([await shown(), await started()], {});
    await nothingAfter(first);
    await nothingAfter(await push([await recorded(), await shown()], first as Checkpoint));
  });

  test('each shard advances on its own, and a shard with other new events does not advance', async () => {
    const refused = await shown(UNKNOWN_TASK);
    await inspector.post('/api/sync/events/push', pushBody(refused));
    const upTo = (await push([await shown()], {})) as Checkpoint;
    expect(Object.keys(upTo)).toEqual(['6206']);
    expect(await seqsAfter(upTo)).toEqual([1]);
    const both = await push([refused, await shown(), await shown(UNKNOWN_TASK)], upTo);
    expect(Object.keys(both ?? {})).toHaveLength(2);
    await nothingAfter(both);
  });

  test('a repeated push advances the checkpoint only if its answer lies beyond what was pulled', async () => {
    const row = await shown();
    const first = (await push([row], {})) as Checkpoint;
    expect(await push([row, row], {})).toEqual(first);
    expect(await push([row], first)).toBeUndefined();
    expect(await push([row, await shown()], first)).not.toEqual(first);
  });

  test('an event rejected before it is stored does not stop the checkpoint', async () => {
    const torn = { ...(await aDevice(phone.key).event('code-shown', task.id, {}, at)), envelope: 'AAAA' };
    const used = await shown();
    const other = { ...(await shown()), id: used.id };
    await nothingAfter(await push([torn, used, other], {}));
  });

  test('[SYNC-3] the answer reports a waiting event, and a pull brings its later outcome', async () => {
    const [first, ...rest] = [await started(), await recorded(), await shown()] as [Row, Row, Row];
    const waiting = (await push(rest, {})) as Checkpoint;
    await nothingAfter(waiting);
    expect(await push([first], waiting)).toBeUndefined();
    expect(await seqsAfter(waiting)).toEqual([1, 2, 3]);
  });

  test('[SYNC-3] the answer gives the last outcome of an event that waits and is judged within one push', async () => {
    const [first, second, other] = [await started(), await shown(UNKNOWN_TASK), await shown()] as [Row, Row, Row];
    const { body } = await ask([second, other, first], { shards: {}, epoch: 'epoch-1' });
    expect(body.map(({ sync }: { sync: { state: string } }) => sync.state)).not.toContain('waiting');
    await nothingAfter(await push([second, other, first], {}));
  });

  test('[SYNC-3] after a late decision the checkpoint advances only once the device has pulled it', async () => {
    const [, row] = [await started(), await recorded()];
    const waiting = (await push([row], {})) as Checkpoint;
    server.clock.at = at + 5 * DAY + MINUTE;
    expect(await forceWaiting(server.deps)).toBe(1);
    inspector = await server.as('wangjianguo');
    expect(await push([await shown()], waiting)).toBeUndefined();
    const { checkpoint } = await pull(waiting);
    await nothingAfter(await push([await shown()], checkpoint));
  });

  test('the server acknowledges nothing for another epoch or without a checkpoint, and rejects a malformed one', async () => {
    const other = await ask([await shown()], { shards: {}, epoch: 'epoch-2' });
    const none = await inspector.post('/api/sync/events/push', pushBody(await shown()));
    expect([other, none].map(({ status, headers }) => [status, headers.get(EVENTS_PULLED_HEADER)])).toEqual([
      [200, null],
      [200, null],
    ]);
    const wrong = [{ shards: { '6206': -1 }, epoch: 'epoch-1' }, { shards: {} }, 'x'];
    for (const said of wrong) expect((await ask([], said)).body.code).toBe('bad-request');
  });

  test('two servers that judge parts of one chain acknowledge no event whose outcome they did not answer', async () => {
    for (let i = 0; i < 5; i++) {
      const from: Checkpoint = (await pull({})).checkpoint;
      const parts = [
        [await shown(), await shown(UNKNOWN_TASK)],
        [await shown(), await shown()],
      ];
      const device = await server.deps.store.read((tx) => findDevice(tx, phone.id));
      if (!device) throw new Error('the phone is enrolled');
      const client: ClientInfo = { version: PROTOCOL_VERSION, pulled: from };
      const answers = await Promise.all(
        parts.map((rows, n) => {
          const deps = { ...server.deps, store: n === 0 ? server.deps.store : second };
          return pushEvents(deps, device, pushBody(...rows), client);
        }),
      );
      for (const { rows, upTo } of answers) {
        if (upTo) await leavesNothingOut(from, upTo, rows as unknown as { id: string; sync: object }[]);
      }
    }
  });
});
