/** Drafts of records on this device: reading, entering, and ending them. */
import { type Author, type Draft, emptyDraft } from '@liangma/shared/drafts/draft';
import { type Change, enter } from '@liangma/shared/drafts/merge';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { RxDocument } from 'rxdb/plugins/core';
import { from, map, type Observable, switchMap } from 'rxjs';
import type { Uses } from '../parts.ts';
import type { DraftRow, DraftSync } from '../rows.ts';
import { tasksOf } from '../tasks/task-rows.ts';
import { isLate } from './draft-rows.ts';
import type { Drafts } from './drafts-db.ts';

/** Null when nothing was entered yet. */
export const draft$ = (drafts: Drafts, task: TaskId): Observable<DraftRow | null> =>
  drafts.findOne(task).$.pipe(map((row) => row && rowOf(row)));

/** Enters a person's changes in one write on top of the stored row. Returns the written row; throws what the storage throws. */
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

/** Returns the drafts in these states. */
export const draftsThat = async (drafts: Drafts, ...states: DraftSync['state'][]): Promise<RxDocument<DraftRow>[]> =>
  drafts.find({ selector: { 'sync.state': { $in: states } } as never }).exec();

/** Counts rows: drafts are few, and RxDB counts by index for a single value only. */
export const countDrafts$ = (drafts: Drafts, ...states: DraftSync['state'][]): Observable<number> =>
  drafts.find({ selector: { 'sync.state': { $in: states } } as never }).$.pipe(map((rows) => rows.length));

/** States of a draft that the server lacks now or for good: a person should know of it. */
export const UNSHARED = ['pending', 'refused'] as const;

export interface LateDraft {
  readonly draft: Draft;
  /** This device: its own entries are the ones that did not arrive. */
  readonly device: string;
}

/** [DRAFT-4] Entries that came too late for the record; null if there are none. */
export const lateDraft$ = (opened: Uses<'drafts' | 'deviceId'>, task: TaskId): Observable<LateDraft | null> =>
  from(Promise.all([opened.drafts(), opened.deviceId()])).pipe(
    switchMap(([rows, device]) =>
      draft$(rows, task).pipe(map((row) => (row && isLate(row.sync) ? { draft: row.data, device } : null))),
    ),
  );

export interface UnsettledDraft extends DraftRow {
  /** Undefined when the task is not here. */
  readonly enterprise: string | undefined;
}

/** Drafts for the sync centre. */
export const unsettledDrafts$ = ({ drafts, db }: Uses<'drafts' | 'db'>): Observable<UnsettledDraft[]> =>
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
