/** Two servers over one PostgreSQL: what arrives at both at once is judged once. */

import { HOUR } from '@liangma/shared/kernel/instant';
import type { Application, Task } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { storedEventsOf } from '@liangma/testing/stored-events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresStore } from '../../src/adapters/sql/sql-store.ts';
import { createApp } from '../../src/app.ts';
import { findTask } from '../../src/ports/directory.ts';
import { committed, type Store } from '../../src/ports/store.ts';
import { apply } from '../../src/tasks/applications.ts';
import { applicationFor, issueTask } from '../application.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
let server: TestServer;
let second: Store;
let apps: ReturnType<typeof createApp>[];
let task: Extract<Task, { code: string }>;
beforeAll(async () => {
  postgres = await sharedPostgres();
  const databaseUrl = await postgres.county('replicas');
  server = await startServer({ databaseUrl });
  second = await openPostgresStore(databaseUrl, 'unused');
  apps = [createApp(server.deps), createApp({ ...server.deps, store: second })];
  const [clerk, head] = await Promise.all([server.as('lichunmei'), server.as('mayongcheng')]);
  task = await issueTask(clerk, head, { window: { from: NINE_O_CLOCK - HOUR, to: NINE_O_CLOCK + 5 * HOUR } });
});
afterAll(async () => {
  await server.stop();
  await second.close();
  await postgres.stop();
});

type Row = Record<string, unknown>;

async function push(app: ReturnType<typeof createApp>, device: TestDevice, rows: Row[]) {
  const headers = { 'content-type': 'application/json', 'x-liangma-device-key': device.publicKey };
  const body = JSON.stringify(pushBody(...rows));
  const response = await app.request('/api/sync/events/push', { method: 'POST', headers, body });
  return (await response.json()) as { id: string; sync: { state: string; receipt: string } }[];
}

const scan = (device: TestDevice, at: number) =>
  device.event('scan', task.id, { code: task.code, verdict: 'genuine', channel: 'link' }, at);

test('[SYNC-1] an event that reaches two servers at once has one receipt', async () => {
  for (let i = 0; i < 10; i++) {
    const device = aDevice();
    const row = await scan(device, NINE_O_CLOCK + i);
    const answers = await Promise.all(apps.map((app) => push(app, device, [row])));
    const [one, other] = answers.map(([answer]) => answer?.sync);
    expect(one).toMatchObject({ state: 'accepted' });
    expect(other).toEqual(one);
  }
  const kept = await second.read((tx) => findTask(tx, task.id));
  expect(kept).toMatchObject({ rev: task.rev + 10 });
});

test('the task holds all events that two devices push to two servers at once', async () => {
  const before = (await second.read((tx) => findTask(tx, task.id)))?.rev ?? 0;
  for (let i = 0; i < 20; i++) {
    const rows = await Promise.all(
      apps.map(async (app) => {
        const device = aDevice();
        return { app, device, row: await scan(device, NINE_O_CLOCK + i) };
      }),
    );
    const answers = await Promise.all(rows.map(({ app, device, row }) => push(app, device, [row])));
    expect(answers.flat().map(({ sync }) => sync.state)).toEqual(['accepted', 'accepted']);
  }
  expect(await second.read((tx) => findTask(tx, task.id))).toMatchObject({ rev: before + 40 });
});

test('of two concurrent applications for one shop at two servers, the second takes the first into account', async () => {
  const clerk = await server.as('lichunmei');
  const { actor } = (await clerk.get('/api/session')).body;
  const { body: found } = await clerk.get(`/api/registry/enterprises?q=${encodeURIComponent('火锅')}`);
  const application = await applicationFor(clerk);
  for (const { id } of found.enterprises.slice(0, 5)) {
    const asked = {
      ...application,
      enterprise: id,
      matters: application.matters.slice(0, 1),
      // Other agencies were at some of these shops within the month.
      reasons: { 'DUP-1': '对方只核对消防设施，时间不便合并。' },
    } as unknown as Application;
    const stores = [server.deps.store, second];
    const answers = await Promise.all(stores.map((store) => apply({ ...server.deps, store }, actor, asked)));
    expect(answers.map((answer) => answer.ok || answer.error.code).sort()).toEqual(['findings', true]);
  }
});

test('[SYNC-3] two parts of a chain that reach two servers at once are judged in its order', async () => {
  for (let i = 0; i < 10; i++) {
    const device = aDevice();
    const rows = [await scan(device, NINE_O_CLOCK), await scan(device, NINE_O_CLOCK + 1)] as const;
    await Promise.all(apps.map((app, part) => push(app, device, [rows[part] as Row])));
    const events = await second.read((tx) => storedEventsOf(tx, device.id));
    expect(events.map(({ deviceSeq, state, alerts }) => [deviceSeq, state, alerts])).toEqual([
      [1, 'accepted', []],
      [2, 'accepted', []],
    ]);
  }
});

test('deadlocked writes of two servers all finish', async () => {
  let [arrived, go] = [0, (): void => undefined];
  const both = new Promise<void>((resolve) => {
    go = resolve;
  });
  const meet = (): Promise<void> => {
    if (++arrived === 2) go();
    return both;
  };
  const take = (store: Store, shard: string, then = async (): Promise<void> => undefined): Promise<string> =>
    store.write(async (tx) => {
      await tx.shards.next(shard);
      await then();
      return committed(shard, {
        id: `${shard}-${arrived++}`,
        at: 0,
        shard: '',
        actor: 'test',
        action: 'test',
        subject: '',
      });
    });
  // Writes of one server share a transaction (group-writer.ts).
  const first = [take(server.deps.store, '6201', meet), take(server.deps.store, '6204')];
  const other = [take(second, '6204', meet), take(second, '6201')];
  expect(await Promise.all([...first, ...other])).toEqual(['6201', '6204', '6204', '6201']);
});
