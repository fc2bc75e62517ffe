/**
 * 笔录草稿 on this device: one row a task. What the server has of it and what not is in `sync`, which never travels. A row
 * stays when its draft has ended: by what it has seen, what is entered too late keeps a name of its own.
 */
import { type Author, type Draft, emptyDraft } from '@liangma/shared/drafts/draft';
import {
  answerKey,
  CORRECT_BY,
  findingKey,
  isItemKey,
  isItemValue,
  OPINION,
  OUTCOME,
  PERSON_PRESENT,
} from '@liangma/shared/drafts/items';
import { enter, mergeDrafts, sameDraft } from '@liangma/shared/drafts/merge';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { DraftRefusal } from '@liangma/shared/protocol/draft-document';
import type { MigrationStrategies, RxConflictHandler, RxJsonSchema } from 'rxdb/plugins/core';
import * as v from 'valibot';

export type DraftSync =
  /** Something was entered here that the server has not. */
  | { readonly state: 'pending' }
  | { readonly state: 'shared' }
  /** The record was made of it on this device: nothing is left to share, and if the record is refused it is still here. */
  | { readonly state: 'submitted' }
  | { readonly state: 'refused'; readonly reason: DraftRefusal }
  /** [DRAFT-4] It has ended elsewhere. `late`: with items that came too late for the record. */
  | { readonly state: 'late' | 'ended' };

export interface DraftRow {
  id: TaskId;
  updatedAt: number;
  data: Draft;
  sync: DraftSync;
}

const instant = { type: 'number', minimum: 0, maximum: 8.64e15, multipleOf: 1 } as const;
const uuid = { type: 'string', maxLength: 36 } as const;

export const draftRowSchema: RxJsonSchema<DraftRow> = {
  version: 1,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: uuid,
    updatedAt: instant,
    data: { type: 'object' },
    sync: { type: 'object', properties: { state: { type: 'string', maxLength: 10 } }, required: ['state'] },
  },
  required: ['id', 'updatedAt', 'data', 'sync'],
  indexes: ['sync.state'],
};

export const draftConflicts: RxConflictHandler<DraftRow> = {
  isEqual: (a, b) =>
    JSON.stringify(a.sync) === JSON.stringify(b.sync) && a._deleted === b._deleted && sameDraft(a.data, b.data),
  resolve: async ({ newDocumentState, realMasterState }) => ({
    ...mergeRows(newDocumentState, realMasterState),
    _deleted: false,
  }),
};

/** [DRAFT-4] What the server does not take any more: the record is there, or the task is with other officers. */
export const isLate = (sync: DraftSync): boolean =>
  sync.state === 'late' || (sync.state === 'refused' && sync.reason === 'not-assigned');

/** A row of this device with what the server says of it, as a row that is `shared`, `refused` or `ended`. */
export function mergeRows(mine: DraftRow, theirs: DraftRow): DraftRow {
  switch (theirs.sync.state) {
    case 'refused':
      return mine.sync.state === 'pending' ? { ...mine, sync: theirs.sync } : mine;
    case 'ended':
      return endedRow(mine, theirs);
    default:
      return sharedRow(mine, theirs);
  }
}

function sharedRow(mine: DraftRow, theirs: DraftRow): DraftRow {
  // An ended copy has seen everything and holds nothing: merged, it would empty the draft that is there again.
  if (mine.sync.state === 'ended') return theirs;
  if (mine.sync.state === 'late') return mine;
  const data = mergeDrafts(mine.data, theirs.data);
  const merged = { ...mine, data, updatedAt: Math.max(mine.updatedAt, theirs.updatedAt) };
  if (mine.sync.state === 'submitted') return merged;
  return { ...merged, sync: { state: sameDraft(data, theirs.data) ? 'shared' : 'pending' } };
}

function endedRow(mine: DraftRow, theirs: DraftRow): DraftRow {
  if (mine.sync.state === 'submitted') return theirs;
  if (mine.sync.state === 'late') return mine;
  const data = mergeDrafts(mine.data, theirs.data);
  return { ...mine, data, sync: { state: Object.keys(data.items).length > 0 ? 'late' : 'ended' } };
}

/** What the form of the apps before wrote: one author, no items. */
const oldDraftSchema = v.object({
  answers: v.record(v.string(), v.object({ answer: v.string(), finding: v.string() })),
  outcome: v.nullable(v.string()),
  correctBy: v.string(),
  personPresent: v.string(),
  opinion: v.string(),
});

export const draftMigrations = (author: () => Promise<Author>): MigrationStrategies => ({
  1: async (old: { id: TaskId; updatedAt: number; data: unknown }): Promise<DraftRow> => ({
    ...{ id: old.id, updatedAt: old.updatedAt, sync: { state: 'pending' } },
    data: draftOfOld(old.data, await author(), old.updatedAt),
  }),
});

function draftOfOld(data: unknown, author: Author, at: number): Draft {
  const old = v.safeParse(oldDraftSchema, data);
  if (!old.success) return emptyDraft();
  const { answers, outcome, correctBy, personPresent, opinion } = old.output;
  const items = [
    ...Object.entries(answers).flatMap(([question, { answer, finding }]) => [
      [answerKey(question), answer] as const,
      [findingKey(question), finding] as const,
    ]),
    [OUTCOME, outcome ?? ''] as const,
    [CORRECT_BY, correctBy] as const,
    [PERSON_PRESENT, personPresent] as const,
    [OPINION, opinion] as const,
  ];
  return items
    .filter(([key, value]) => value !== '' && isItemKey(key) && isItemValue(key, value))
    .reduce(
      (draft, [key, value]) => enter(draft, { key, value: value.slice(0, 1000), over: [] }, author, at),
      emptyDraft(),
    );
}
