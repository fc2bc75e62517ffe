import type { TaskId } from '@liangma/shared/kernel/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import type { TaskRow } from '../rows.ts';
import * as taskRows from './task-rows.ts';
import { countTasks, taskLines, tasksIn, tasksOf } from './task-rows.ts';

const id = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}` as TaskId;
const dayOf = (n: number) => `2026-11-${String(1 + (n % 30)).padStart(2, '0')}` as TaskRow['day'];
const row = (n: number, state = 'issued', rev = 1): TaskRow => ({
  id: id(n),
  day: dayOf(n),
  from: n,
  state,
  rev,
  data: { enterprise: { region: n % 2 ? '620623' : '620102' } } as TaskRow['data'],
});
const rows = (from: number, to: number, state?: string): TaskRow[] =>
  Array.from({ length: to - from }, (_, i) => row(from + i, state));

let db: DeviceDb;
let account = 0;
beforeEach(() => {
  db = openDeviceDb(`rows${account++}`);
});
afterEach(() => db.close());

const inOne = (work: () => Promise<void>) => db.transaction('rw', taskRows.taskTables(db), work);
const putTasks = (some: readonly TaskRow[]) => inOne(() => taskRows.putTasks(db, some));
const deleteTasks = (ids: readonly string[]) => inOne(() => taskRows.deleteTasks(db, ids));

/** Each task once, wherever it lies, and each line as its row is. */
async function expectTasks(expected: readonly TaskRow[]): Promise<void> {
  const lying = [...(await db.tasks.toArray()), ...(await db.taskBlocks.toArray()).flat()];
  const sorted = (some: readonly { id: string }[]) => [...some].sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(sorted(lying)).toEqual(sorted(expected));
  const lines = expected.map(({ id, state, day, rev, data }) => ({
    id,
    state,
    day,
    rev,
    region: data.enterprise.region,
  }));
  expect(sorted(await taskLines(db))).toEqual(sorted(lines));
  expect(await countTasks(db)).toBe(expected.length);
  expect(await tasksOf(db, [...expected.map(({ id }) => id), id(999)])).toEqual([...expected, undefined]);
}

test('many tasks of one page are stored in a few rows, a few tasks in their own', async () => {
  await putTasks(rows(0, 250));
  await putTasks(rows(250, 255));
  expect([await db.taskBlocks.count(), await db.taskLines.count(), await db.tasks.count()]).toEqual([3, 1, 5]);
  await expectTasks(rows(0, 255));
});

test('a task that changes leaves its block', async () => {
  await putTasks(rows(0, 120));
  await putTasks([row(7, 'recorded', 2), row(120)]);
  expect(await db.tasks.toCollection().primaryKeys()).toEqual([id(7), id(120)]);
  await expectTasks([...rows(0, 7), row(7, 'recorded', 2), ...rows(8, 121)]);
});

test('many tasks that change are stored in blocks again', async () => {
  await putTasks(rows(0, 30));
  await putTasks(rows(30, 35));
  await putTasks(rows(20, 40, 'recorded'));
  expect(await db.tasks.count()).toBe(0);
  await expectTasks([...rows(0, 20), ...rows(20, 40, 'recorded')]);
});

test('deleted tasks leave nothing behind, and an empty block is deleted', async () => {
  await putTasks(rows(0, 20));
  await putTasks(rows(20, 40));
  await putTasks([row(40)]);
  await deleteTasks([...rows(0, 20), row(25), row(40), row(999)].map(({ id }) => id));
  expect([await db.taskBlocks.count(), await db.taskLines.count(), await db.tasks.count()]).toEqual([1, 1, 0]);
  await expectTasks([...rows(20, 25), ...rows(26, 40)]);
});

test('a list is of states and days, and has each task once', async () => {
  await putTasks([...rows(0, 60), ...rows(60, 120, 'recorded')]);
  await putTasks([row(3, 'recorded', 2), row(121)]);
  const all = [...rows(0, 60), ...rows(60, 120, 'recorded')].map((one) =>
    one.from === 3 ? row(3, 'recorded', 2) : one,
  );
  const expected = [...all, row(121)].filter(
    ({ state, day }) => (state === 'issued' && day <= '2026-11-04') || (state === 'recorded' && day === '2026-11-04'),
  );
  const found = await tasksIn(db, [
    { state: 'issued', first: '2026-11-02', last: '2026-11-04' },
    { state: 'issued', first: '2026-11-01', last: '2026-11-03' },
    { state: 'recorded', first: '2026-11-04', last: '2026-11-04' },
  ]);
  expect(new Set(found)).toEqual(new Set(expected));
  expect(found).toHaveLength(expected.length);
});

test('a failure on the way leaves everything as it was', async () => {
  await putTasks(rows(0, 40));
  const full = () => {
    throw new Error('the disk is full');
  };
  db.tasks.hook('creating', full);
  await expect(putTasks([row(3, 'recorded', 2)])).rejects.toThrow('full');
  db.tasks.hook('creating').unsubscribe(full);
  await expectTasks(rows(0, 40));
});
