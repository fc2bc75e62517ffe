/** [SYNC-17] Rows that got lost come back, as they are pulled on a device, against a server of a few lines. */
import { dayOf } from '@liangma/shared/kernel/instant';
import { markOf } from '@liangma/shared/protocol/scope-checksum';
import type { Task } from '@liangma/shared/tasks/task';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aTask } from '../../../../../../shared/test/builders.ts';
import { type DeviceDb, openDeviceDb, readMeta } from '../database/device-db.ts';
import { type Drafts, openDrafts } from '../drafts/drafts-db.ts';
import { taskPullPorts } from '../exchange/exchange.ts';
import { pullAll } from '../exchange/pull.ts';
import { append } from '../outbox/event-log.ts';
import type { TaskRow } from '../rows.ts';
import { taskLines } from './task-rows.ts';

const PAGE = 2;
const id = (n: number) => `019ab3a0-0000-7abc-8def-00000000000${n}` as Task['id'];
const tasks = [1, 2, 3, 4, 5].map((n) => aTask('issued', { id: id(n) }));

let db: DeviceDb;
let drafts: Drafts;
let again: boolean;
let pullOn: () => Promise<void>;
let asked: URLSearchParams[];
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`n${account}`);
  drafts = await openDrafts(`n${account}`);
  asked = [];
  start();
});
afterEach(async () => {
  await drafts.database.close();
  db.close();
});

/** Pulls as the app does when it is opened, until the device asks for nothing more. */
function start(): void {
  const device = {
    db,
    drafts: async () => drafts,
    confirmSession: async () => undefined,
    deviceId: async () => 'aa'.repeat(16),
    wire: { getJson: async (path: string) => serve(path) },
    clock: { now: () => Date.now(), skew: () => 0 },
  } as unknown as Parameters<typeof taskPullPorts>[0];
  const ports = taskPullPorts(
    device,
    async () => undefined,
    () => {
      again = true;
    },
  );
  pullOn = async () => {
    again = false;
    await pullAll(ports, () => readMeta(db, 'tasksPulled'), PAGE);
  };
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
      id: task.id,
      day: dayOf(task.window.from),
      from: task.window.from,
      state: task.state,
      rev: task.rev,
      data: task,
      _deleted: false,
    })),
    checkpoint: { '6206': after + found.length },
    epoch: 'e',
    ...(found.length < PAGE ? { sums: { '6206': { count: tasks.length, sum, seq: tasks.length } } } : {}),
  };
}

const here = async () => (await taskLines(db)).map(({ id }) => id).sort();

test('[SYNC-17] rows that were lost or stayed behind come back, a row too many goes, and what waits to be sent stays', async () => {
  await pullOn();
  expect(await here()).toEqual(tasks.map((task) => task.id));
  const made = await append(db, { type: 'code-shown', task: id(1), taskRev: 2, data: {} });
  await db.tasks.bulkDelete([id(2), id(4)]);
  await db.tasks.update(id(3), { rev: 1 });
  await db.tasks.add({ ...((await db.tasks.get(id(1))) as TaskRow), id: id(9) });
  start();
  await pullOn();
  await vi.waitFor(() => expect(again).toBe(true));
  await pullOn();
  expect(await here()).toEqual(tasks.map((task) => task.id));
  expect((await db.tasks.get(id(3)))?.rev).toBe(tasks.find((task) => task.id === id(3))?.rev);
  expect(await db.events.toCollection().primaryKeys()).toEqual([made.ok && made.value.id]);
  // Once: what is right is not pulled again.
  const before = asked.length;
  await pullOn();
  expect(asked.slice(before).map((query) => query.get('checkpoint'))).toEqual(['{"6206":5}']);
});
