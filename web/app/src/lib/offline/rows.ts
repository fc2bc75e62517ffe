/** Tasks and events as they lie on this device (shared/protocol/documents.ts is the shape that travels). */
import type { EventDocument, TaskDocument } from '@liangma/shared/protocol/documents';

export type TaskRow = Omit<TaskDocument, '_deleted' | 'live'>;
export type EventRow = Omit<EventDocument, '_deleted'>;

/** As a page of a pull brings it. */
export type WithDeleted<Row> = Row & { _deleted: boolean };
