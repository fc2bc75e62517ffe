/** Tasks and events as they lie on this device (shared/protocol/documents.ts is the shape that travels). */
import type { EventDocument, TaskDocument } from '@liangma/shared/protocol/documents';

export type TaskRow = Omit<TaskDocument, '_deleted' | 'live'>;
export type EventRow = Omit<EventDocument, '_deleted'> & {
  /** By which it counts as accepted. No answer takes it away; `sync` may come to carry another one, that does not hold. */
  readonly checked?: CheckedReceipt;
};

/** A receipt that this device has checked itself. */
export interface CheckedReceipt {
  /** Itself, base64url. Absent in those from before it was kept here. */
  readonly signed?: string;
  readonly shard: string;
  readonly seq: number;
  readonly receivedAt: number;
  readonly checkedAt: number;
}

/** As a page of a pull brings it. */
export type WithDeleted<Row> = Row & { _deleted: boolean };
