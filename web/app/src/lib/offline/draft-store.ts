/** Records being filled in: reading a draft, entering into it, and what becomes of it on this device. */
import { type Author, type Draft, emptyDraft } from '@liangma/shared/drafts/draft';
import { type Change, enter } from '@liangma/shared/drafts/merge';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { RxDocument } from 'rxdb/plugins/core';
import { from, map, type Observable, switchMap } from 'rxjs';
import type { Device } from './device.svelte.ts';
import { type DraftRow, type DraftSync, isLate } from './draft-rows.ts';
import type { Drafts } from './drafts-db.ts';
import { tasksOf } from './task-rows.ts';

/** Null when nothing was entered yet. */
export const draft$ = (drafts: Drafts, task: TaskId): Observable<DraftRow | null> =>
  drafts.findOne(task).$.pipe(map((row) => row && rowOf(row)));

/**
 * What a person entered, all of it in one write on top of what stands there by then. Gives the row as it was written; throws
 * what the storage throws.
 */
export async function fillDraft(
  drafts: Drafts,
  task: TaskId,
  changes: readonly Change[],
  author: Author,
  now: number,
): Promise<DraftRow> {
  const row =
    (await drafts.findOne(task).exec()) ??
    (await drafts.insertIfNotExists({ id: task, updatedAt: now, data: emptyDraft(), sync: { state: 'pending' } }));
  const written = await row.incrementalModify((kept) => ({
    ...kept,
    updatedAt: now,
    data: changes.reduce((draft, change) => enter(draft, change, author, now), kept.data),
    sync: { state: isOver(kept.sync) ? 'late' : 'pending' },
  }));
  return rowOf(written);
}

const isOver = ({ state }: DraftSync): boolean => state === 'late' || state === 'ended';

/** The record was made of it. */
export async function submitDraft(drafts: Drafts, task: TaskId): Promise<void> {
  await changeRow(drafts, task, (row) => ({ ...row, sync: { state: 'submitted' } }));
}

/** [DRAFT-4] The officer has seen what came too late. */
export async function dropLate(drafts: Drafts, task: TaskId): Promise<void> {
  await changeRow(drafts, task, (row) =>
    isLate(row.sync) ? { ...row, data: { ...row.data, items: {} }, sync: { state: 'ended' } } : row,
  );
}

/** On a device that can share no more: the officer has noted down what is in its drafts. */
export async function putAwayUnshared(drafts: Drafts): Promise<void> {
  for (const row of await draftsThat(drafts, ...UNSHARED, 'late')) {
    await row.incrementalModify((kept) => ({ ...kept, data: { ...kept.data, items: {} }, sync: { state: 'ended' } }));
  }
}

/** Rows that stand so. */
export const draftsThat = async (drafts: Drafts, ...states: DraftSync['state'][]): Promise<RxDocument<DraftRow>[]> =>
  drafts.find({ selector: { 'sync.state': { $in: states } } as never }).exec();

/** They are few; RxDB counts by one value of an index alone. */
export const countDrafts$ = (drafts: Drafts, ...states: DraftSync['state'][]): Observable<number> =>
  drafts.find({ selector: { 'sync.state': { $in: states } } as never }).$.pipe(map((rows) => rows.length));

/** Not at the server, or never going to be there: states of a draft that a person should know of. */
export const UNSHARED = ['pending', 'refused'] as const;

export interface LateDraft {
  readonly draft: Draft;
  /** Of this device: what it entered is what did not arrive. */
  readonly device: string;
}

/** [DRAFT-4] What came too late for the record; null where there is nothing. */
export const lateDraft$ = (opened: Pick<Device, 'drafts' | 'deviceId'>, task: TaskId): Observable<LateDraft | null> =>
  from(Promise.all([opened.drafts(), opened.deviceId()])).pipe(
    switchMap(([rows, device]) =>
      draft$(rows, task).pipe(map((row) => (row && isLate(row.sync) ? { draft: row.data, device } : null))),
    ),
  );

export interface UnsettledDraft extends DraftRow {
  /** Undefined when the task is not here. */
  readonly enterprise: string | undefined;
}

/** What the sync centre tells of drafts. */
export const unsettledDrafts$ = ({ drafts, db }: Pick<Device, 'drafts' | 'db'>): Observable<UnsettledDraft[]> =>
  from(drafts()).pipe(
    switchMap((rows) => rows.find({ selector: { 'sync.state': { $in: [...UNSHARED, 'late'] } } as never }).$),
    switchMap(async (rows) => {
      const tasks = await tasksOf(
        db,
        rows.map(({ id }) => id),
      );
      return rows.map((row, i) => ({ ...rowOf(row), enterprise: tasks[i]?.data.enterprise.name }));
    }),
  );

export const rowOf = (row: RxDocument<DraftRow>): DraftRow => row.toMutableJSON() as DraftRow;

async function changeRow(drafts: Drafts, task: TaskId, change: (row: DraftRow) => DraftRow): Promise<void> {
  const row = await drafts.findOne(task).exec();
  await row?.incrementalModify((kept) => ({ ...kept, ...change(kept) }));
}
