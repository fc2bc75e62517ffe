/** [SYNC-17] Rows that got lost come back, by the replication as it runs on a device, against a server of a few lines. */
import 'fake-indexeddb/auto';
import type { Author } from '@liangma/shared/drafts/draft';
import { dayOf } from '@liangma/shared/kernel/instant';
import { markOf } from '@liangma/shared/protocol/scope-sum';
import type { Task } from '@liangma/shared/tasks/task';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aTask } from '../../../../../shared/test/builders.ts';
import type { Device } from './device.svelte.ts';
import { type DeviceDb, openDeviceDb } from './device-db.ts';
import { append } from './event-log.ts';
import { taskPullPorts } from './exchange.ts';
import { type Local, openDrafts, openLocal } from './local.ts';
import { type LocalCheckpoint, pull } from './pull.ts';
import type { TaskRow } from './rows.ts';

const PAGE = 2;
const AUTHOR = { by: 'O620623001', device: 'a'.repeat(32) } as Author;
const id = (n: number) => `019ab3a0-0000-7abc-8def-00000000000${n}` as Task['id'];
const tasks = [1, 2, 3, 4, 5].map((n) => aTask('issued', { id: id(n) }));

let local: Local;
let db: DeviceDb;
let replication: RxReplicationState<TaskRow, LocalCheckpoint>;
let asked: URLSearchParams[];
let account = 0;
beforeEach(async () => {
  account++;
  local = await openLocal(`n${account}`);
  db = openDeviceDb(`n${account}`);
  asked = [];
  await start();
});
afterEach(async () => {
  await replication.cancel();
  await local.close();
  db.close();
});

/** As the app does it when it is opened. */
async function start(): Promise<void> {
  const device = {
    ...{ local, db, drafts: () => openDrafts(local, async () => AUTHOR), confirmSession: async () => undefined },
    ...{ deviceId: async () => 'aa'.repeat(16), wire: { getJson: async (path: string) => serve(path) } },
  } as unknown as Device;
  const [written, again] = [() => replication.awaitInSync(), () => replication.reSync()];
  const ports = taskPullPorts(device, async () => undefined, written, again);
  replication = replicateRxCollection<TaskRow, LocalCheckpoint>({
    ...{ replicationIdentifier: 'test', collection: local.collections.tasks, live: true, waitForLeadership: false },
    pull: { batchSize: PAGE, handler: (from, limit) => pull(ports, from, limit) },
  });
  await replication.awaitInSync();
}

/** A task has the number of its place. */
function serve(path: string) {
  const query = new URL(path, 'http://here').searchParams;
  asked.push(query);
  const after = JSON.parse(query.get('checkpoint') ?? '{}')['6206'] ?? 0;
  const found = tasks.slice(after, after + PAGE);
  const sum = tasks.reduce((all, task) => all + markOf(task.id, task.rev), 0);
  return {
    documents: found.map((task) => ({
      ...{ id: task.id, day: dayOf(task.window.from), from: task.window.from },
      ...{ state: task.state, rev: task.rev, data: task, _deleted: false },
    })),
    ...{ checkpoint: { '6206': after + found.length }, epoch: 'e' },
    ...(found.length < PAGE ? { sums: { '6206': { count: tasks.length, sum, seq: tasks.length } } } : {}),
  };
}

const here = async () => (await local.collections.tasks.find({ sort: [{ id: 'asc' }] }).exec()).map((task) => task.id);

test('[SYNC-17] rows that were lost or stayed behind come back, a row too many goes, and what waits to be sent stays', async () => {
  expect(await here()).toEqual(tasks.map((task) => task.id));
  const made = await append(local, db, { type: 'code-shown', task: id(1), taskRev: 2, data: {} });
  await replication.cancel();
  await local.collections.tasks.bulkRemove([id(2), id(4)]);
  await local.collections.tasks.findOne(id(3)).incrementalPatch({ rev: 1 });
  const first = await local.collections.tasks.findOne(id(1)).exec();
  await local.collections.tasks.insert({ ...(first?.toJSON() as TaskRow), id: id(9) });
  await start();
  await expect.poll(here).toEqual(tasks.map((task) => task.id));
  await expect
    .poll(async () => (await local.collections.tasks.findOne(id(3)).exec())?.rev)
    .toBe(tasks.find((task) => task.id === id(3))?.rev);
  expect((await local.collections.events.find().exec()).map((event) => event.id)).toEqual([made.ok && made.value.id]);
  // Once: what is right is not pulled again.
  await replication.awaitInSync();
  const before = asked.length;
  replication.reSync();
  await replication.awaitInSync();
  expect(asked.slice(before).map((query) => query.get('checkpoint'))).toEqual(['{"6206":5}']);
});
