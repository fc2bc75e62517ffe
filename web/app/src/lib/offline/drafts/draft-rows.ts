/**
 * 笔录草稿 on this device: one row per task. `sync` says how far the server has it, and never travels. A row stays when its
 * draft has ended: what it has seen lets items that are entered too late keep a name of their own.
 */
import { mergeDrafts, sameDraft } from '@liangma/shared/drafts/merge';
import type { RxConflictHandler, RxJsonSchema } from 'rxdb/plugins/core';
import type { DraftRow, DraftSync } from '../rows.ts';

const instant = { type: 'number', minimum: 0, maximum: 8.64e15, multipleOf: 1 } as const;
const uuid = { type: 'string', maxLength: 36 } as const;

export const draftRowSchema: RxJsonSchema<DraftRow> = {
  version: 0,
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

/** [DRAFT-4] True if the server no longer takes it: the record is there, or the task is with other officers. */
export const isLate = (sync: DraftSync): boolean =>
  sync.state === 'late' || (sync.state === 'refused' && sync.reason === 'not-assigned');

/** Merges the server's answer, a row that is `shared`, `refused` or `ended`, into the row of this device. */
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
  // An ended copy has seen everything and holds no items: merged, it would empty the draft that the server has again.
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
