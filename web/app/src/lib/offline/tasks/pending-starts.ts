/**
 * [SYNC-23] Starts of inspections that can still be undone. They are on disk, so that a reload or a kill neither loses nor
 * repeats one: the next page offers the rest of the time, or signs the start with the time at which it was pressed. A dropped
 * start would lose that the inspection began; a later time in it would be untrue.
 */
import type { Policy } from '@liangma/shared/compliance/policy';
import { deviceIdSchema, type TaskId } from '@liangma/shared/kernel/ids';
import { type PendingStart, undoLeft } from '@liangma/shared/sync/undo-start';
import type { Task } from '@liangma/shared/tasks/task';
import { transition } from '@liangma/shared/tasks/transition';
import { liveQuery, type Observable } from 'dexie';
import * as v from 'valibot';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { deviceKey } from '../device/device-keys.ts';
import { append } from '../outbox/event-log.ts';

export const pendingStarts = async (db: DeviceDb): Promise<readonly PendingStart[]> =>
  (await readMeta(db, 'starts')) ?? [];

export const pendingStarts$ = (db: DeviceDb): Observable<readonly PendingStart[]> => liveQuery(() => pendingStarts(db));

/** Returns the task as it will be once its start is signed. */
export function withStart(task: Task, starts: readonly PendingStart[]): Task {
  const start = starts.find((one) => one.task === task.id);
  const next = start && transition(task, { type: 'start', ...start, chainAt: start.at });
  return next?.ok ? next.value : task;
}

/** Pressing twice starts once. Throws what the storage throws. */
export async function keepStart(db: DeviceDb, task: Pick<Task, 'id' | 'rev'>, now: number): Promise<void> {
  const device = v.parse(deviceIdSchema, (await deviceKey(db)).id);
  await db.transaction('rw', db.meta, async () => {
    const starts = await pendingStarts(db);
    if (starts.some((one) => one.task === task.id)) return;
    await writeMeta(db, 'starts', [...starts, { task: task.id, taskRev: task.rev, device, at: now }]);
  });
}

/** Returns false if the start is signed already. */
export const undoStart = (db: DeviceDb, task: TaskId): Promise<boolean> =>
  db.transaction('rw', db.meta, async () => {
    const starts = await pendingStarts(db);
    const left = starts.filter((one) => one.task !== task);
    await writeMeta(db, 'starts', left);
    return left.length < starts.length;
  });

/** Time to undo; none on a device that has no rules yet. */
export const undoTime = (policy: Policy | null | undefined): Pick<Policy, 'undoStart'> => policy ?? { undoStart: 0 };

/** Signs the starts that can no longer be undone. Throws what the storage throws: then the others stay. */
export async function signDueStarts(db: DeviceDb, now: number, policy: Policy | undefined): Promise<void> {
  for (const start of await pendingStarts(db))
    if (undoLeft(start, now, undoTime(policy)) === 0) await signStart(db, start.task);
}

/** Signs the start of a task before anything else of it is signed. */
export async function signStart(db: DeviceDb, task: TaskId): Promise<void> {
  const start = (await pendingStarts(db)).find((one) => one.task === task);
  if (!start) return;
  const { taskRev, at } = start;
  try {
    await append(db, { type: 'inspection-started', task, taskRev, at, data: {} }, async () => {
      // Checked in the transaction that writes the event, because another tab may have signed or undone it meanwhile.
      if (!(await undoStart(db, task))) throw new GoneError();
    });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

class GoneError extends Error {
  override readonly name = 'GoneError';
}

/** Dexie rethrows the error that aborted its transaction, as it is or as `inner`. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'GoneError' || (error as { inner?: unknown }).inner instanceof GoneError);
