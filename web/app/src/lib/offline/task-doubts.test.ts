import 'fake-indexeddb/auto';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { markOf, type ScopeSums } from '@liangma/shared/protocol/scope-sum';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta } from './device-db.ts';
import type { Page } from './replies.ts';
import type { TaskRow } from './rows.ts';
import { type TaskDoubts, taskDoubts } from './task-doubts.ts';

const id = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const row = (n: number): TaskRow => ({
  ...{ id: id(n), day: '2026-11-24', from: 1, state: 'issued', rev: 1 },
  data: { enterprise: { region: '620623100' } } as TaskRow['data'],
});
const sumsOf = (...ns: number[]): ScopeSums => ({
  '6206': { count: ns.length, sum: ns.reduce((all, n) => all + markOf(id(n), 1), 0), seq: 9 },
});

let db: DeviceDb;
let doubts: TaskDoubts;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`i${account}`);
  doubts = taskDoubts(db);
  await db.tasks.bulkAdd([1, 2, 3].map(row));
});
afterEach(() => db.close());

async function compare(sums: ScopeSums | undefined, now = HOUR): Promise<boolean> {
  const page: Page<TaskRow> = { documents: [], checkpoint: { '6206': 9 }, epoch: 'e', ...(sums ? { sums } : {}) };
  doubts.arrived(page);
  return doubts.compare(page, now);
}

test('[SYNC-17] what is as the server says is in no doubt, nor anything where it says nothing', async () => {
  expect([await compare(sumsOf(1, 2, 3)), await compare(undefined)]).toEqual([false, false]);
  expect(await readMeta(db, 'inDoubt')).toBeUndefined();
});

test('[SYNC-17] a row that got lost puts its shard in doubt, and a task that should not be there too', async () => {
  expect(await compare(sumsOf(1, 2, 3, 4))).toBe(true);
  expect(await readMeta(db, 'inDoubt')).toEqual(['6206']);
  expect(await compare(sumsOf(1, 2), 9 * HOUR)).toBe(true);
});

test('[SYNC-17] a task that has left and waits for its work is not counted', async () => {
  await db.held.put({ task: id(3) });
  expect([await compare(sumsOf(1, 2)), await compare(sumsOf(1, 2, 3), HOUR + MINUTE)]).toEqual([false, true]);
});

test('[SYNC-17] where pulling again did not help it is tried hours later, or when the clock was set back', async () => {
  const at = async (hours: number) => compare(sumsOf(1, 2, 3, 4), hours * HOUR);
  expect([await at(20), await at(21), await at(26), await at(26.1), await at(3)]).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
});

test('[SYNC-17] of a page that was overtaken nothing is said', async () => {
  const page: Page<TaskRow> = { documents: [], checkpoint: { '6206': 9 }, epoch: 'e', sums: sumsOf(1) };
  doubts.arrived(page);
  const compared = doubts.compare(page, HOUR);
  doubts.arrived({ ...page });
  expect(await compared).toBe(false);
  expect(await readMeta(db, 'inDoubt')).toBeUndefined();
});

test('[SYNC-17] what was right is counted again a quarter of an hour later, and a minute later when the server says something else', async () => {
  expect(await compare(sumsOf(1, 2, 3), HOUR)).toBe(false);
  await db.tasks.delete(id(3));
  expect(await compare(sumsOf(1, 2, 3), HOUR + 14 * MINUTE)).toBe(false);
  expect(await compare(sumsOf(1), HOUR + MINUTE - 1)).toBe(false);
  expect(await compare(sumsOf(1, 2), HOUR + 14 * MINUTE)).toBe(false);
  expect(await compare(sumsOf(1, 2, 3), HOUR + 29 * MINUTE)).toBe(true);
});
