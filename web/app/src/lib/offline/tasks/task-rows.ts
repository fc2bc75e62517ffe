/**
 * Tasks on this device. A task of a short page has a row of its own; the tasks of a long page are stored in blocks
 * (task-blocks.ts). A task is never in both.
 */

import { type DeviceDb, deleteThose } from '../database/device-db.ts';
import type { TaskRow } from '../rows.ts';
import { MANY_TASKS } from '../sizes.ts';
import {
  addBlocks,
  allLines,
  countInBlocks,
  dayIn,
  idIn,
  inBlocks,
  lineOf,
  readLine,
  type TaskLine,
  takeOut,
} from './task-blocks.ts';

/** Tables of a transaction that reads or writes tasks. */
export const taskTables = (db: DeviceDb) => [db.tasks, db.taskBlocks, db.taskLines];

/** Replaces the stored copies. Call it in a transaction. */
export async function putTasks(db: DeviceDb, rows: readonly TaskRow[]): Promise<void> {
  await deleteTasks(
    db,
    rows.map(({ id }) => id),
  );
  if (rows.length < MANY_TASKS) await db.tasks.bulkPut(rows);
  else await addBlocks(db, rows);
}

/** Call it in a transaction. */
export async function deleteTasks(db: DeviceDb, ids: readonly string[]): Promise<void> {
  await Promise.all([takeOut(db, new Set(ids)), deleteThose(db.tasks, new Set(ids))]);
}

/** Returns the tasks in the order of the ids; undefined for an absent one. */
export function tasksOf(db: DeviceDb, ids: readonly string[]): Promise<(TaskRow | undefined)[]> {
  return db.transaction('r', taskTables(db), async () => {
    const rows = await db.tasks.bulkGet([...ids]);
    const others = new Set(ids.filter((_, i) => !rows[i]));
    if (others.size === 0) return rows;
    const inThem = await inBlocks(db, (line) => others.has(idIn(line)));
    const found = new Map<string, TaskRow>(inThem.map((row) => [row.id, row]));
    return rows.map((row, i) => row ?? found.get(ids[i] as string));
  });
}

/** A state, and the days from the first to the last. */
export interface Span {
  readonly state: string;
  readonly first: string;
  readonly last: string;
}

/** Returns each task of the spans once. */
export function tasksIn(db: DeviceDb, spans: readonly Span[]): Promise<TaskRow[]> {
  const isNear = (day: string): boolean => spans.some(({ first, last }) => first <= day && day <= last);
  const isIn = ({ state, day }: TaskLine): boolean =>
    spans.some((span) => span.state === state && span.first <= day && day <= span.last);
  return db.transaction('r', taskTables(db), async () => {
    const rows = await Promise.all(
      spans.map(({ state, first, last }) =>
        db.tasks.where('[state+day]').between([state, first], [state, last], true, true).toArray(),
      ),
    );
    const all = [...rows.flat(), ...(await inBlocks(db, (line) => isNear(dayIn(line)) && isIn(readLine(line))))];
    return [...new Map(all.map((row) => [row.id, row])).values()];
  });
}

/** Returns the line of every task, without reading its row. */
export function taskLines(db: DeviceDb): Promise<TaskLine[]> {
  return db.transaction('r', taskTables(db), async () => {
    const [rows, lines] = await Promise.all([db.tasks.toArray(), allLines(db)]);
    return [...rows.map(lineOf), ...lines.map(readLine)];
  });
}

export function countTasks(db: DeviceDb): Promise<number> {
  return db.transaction('r', taskTables(db), async () => {
    const [rows, inThem] = await Promise.all([db.tasks.count(), countInBlocks(db)]);
    return rows + inThem;
  });
}
