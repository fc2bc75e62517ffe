/**
 * The rows of the local database: few indexed fields beside `data`, so that a new field needs no migration
 * (shared/protocol/documents.ts is the shape that travels).
 */
import type { EventDocument, TaskDocument } from '@liangma/shared/protocol/documents';
import type { RxConflictHandler, RxJsonSchema } from 'rxdb/plugins/core';

export type TaskRow = Omit<TaskDocument, '_deleted' | 'live'>;
export type EventRow = Omit<EventDocument, '_deleted'>;

export const instant = { type: 'number', minimum: 0, maximum: 8.64e15, multipleOf: 1 } as const;
export const uuid = { type: 'string', maxLength: 36 } as const;
const word = { type: 'string', maxLength: 40 } as const;

export const taskRowSchema: RxJsonSchema<TaskRow> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: uuid,
    day: { type: 'string', maxLength: 10 },
    from: instant,
    state: word,
    rev: { type: 'number' },
    data: { type: 'object' },
  },
  required: ['id', 'day', 'from', 'state', 'rev', 'data'],
  indexes: [
    ['day', 'from'],
    ['state', 'day'],
  ],
};

export const eventRowSchema: RxJsonSchema<EventRow> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: uuid,
    device: { type: 'string', maxLength: 32 },
    seq: { type: 'number', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, multipleOf: 1 },
    type: word,
    task: uuid,
    at: instant,
    envelope: { type: 'string' },
    // RxDB pads keys to `maxLength` where it composes them itself; Dexie's own indexes take longer ones ('quarantined') as
    // they are. Another number would be another schema, for which every row is moved.
    sync: { type: 'object', properties: { state: { type: 'string', maxLength: 10 } }, required: ['state'] },
  },
  required: ['id', 'device', 'seq', 'type', 'task', 'at', 'envelope', 'sync'],
  indexes: ['seq', 'at', ['task', 'seq'], 'sync.state'],
};

/**
 * Tasks are decided by the server alone. `rev` rises with every change, but one that was restored from an older copy
 * counts the same numbers again for other changes.
 */
export const taskConflicts: RxConflictHandler<TaskRow> = {
  isEqual: (a, b) =>
    a.rev === b.rev &&
    a.state === b.state &&
    a._deleted === b._deleted &&
    JSON.stringify(a.data) === JSON.stringify(b.data),
  resolve: async ({ realMasterState }) => realMasterState,
};

/**
 * The envelope never changes, only where it stands. The server's word on that is final: the row it sent back wins. It says
 * of none that it is pending, so that one is never taken for sent, also where it went up and came to nothing.
 */
export const eventConflicts: RxConflictHandler<EventRow> = {
  isEqual: (a, b) => a.sync.state !== 'pending' && standing(a) === standing(b) && a._deleted === b._deleted,
  resolve: async ({ realMasterState }) => realMasterState,
};

function standing({ sync }: EventRow): string {
  switch (sync.state) {
    case 'accepted':
      return `accepted ${sync.receipt}`;
    case 'rejected':
      return `rejected ${sync.code} ${sync.receivedAt}`;
    default:
      return sync.state;
  }
}
