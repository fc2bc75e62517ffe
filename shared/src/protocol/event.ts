/**
 * An event: something that happened on a device, append-only. Its truth is the envelope, a COSE_Sign1 by the
 * device's key; `seq` counts 1, 2, 3… on each device and `prev` is the hash of the event before.
 */
import * as v from 'valibot';
import { evaluationSchema } from '../evaluations/evaluation.ts';
import { codeIssuedSchema } from '../grants/issued.ts';
import { deviceIdSchema, eventIdSchema, taskIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { inspectionRecordSchema } from '../records/record.ts';
import { refusalSchema, scanSchema } from '../scans/scan.ts';
import { explanationSchema } from '../tasks/task.ts';

const base = {
  id: eventIdSchema,
  device: deviceIdSchema,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** SHA-256 of the previous envelope as hex; empty for the first. */
  prev: v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/)),
  task: taskIdSchema,
  /** Revision of the task that the device knew. */
  taskRev: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The device's clock. */
  at: instantSchema,
  /** A refused event of this device in whose place it stands (SYNC-14, correction.ts). */
  replaces: v.exactOptional(eventIdSchema),
};

const acknowledgementText = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(1000));

export const eventSchema = v.variant('type', [
  /** A code that the device signed itself, under a grant; the task begins with it. */
  v.object({ ...base, type: v.literal('code-issued'), data: codeIssuedSchema }),
  v.object({ ...base, type: v.literal('code-shown'), data: v.object({}) }),
  v.object({ ...base, type: v.literal('scan'), data: scanSchema }),
  v.object({ ...base, type: v.literal('refusal'), data: refusalSchema }),
  /** An answer that an enterprise's phone signed for this one to carry (`acknowledgement.ts`), base64url. */
  v.object({ ...base, type: v.literal('acknowledgement-scanned'), data: v.object({ ack: acknowledgementText }) }),
  v.object({ ...base, type: v.literal('inspection-started'), data: v.object({}) }),
  v.object({ ...base, type: v.literal('record-submitted'), data: inspectionRecordSchema }),
  v.object({ ...base, type: v.literal('evaluation'), data: evaluationSchema }),
  /** SYNC-5: why it was done although the code had been withdrawn. */
  v.object({ ...base, type: v.literal('explanation'), data: explanationSchema }),
]);
export type LiangmaEvent = v.InferOutput<typeof eventSchema>;
export type EventType = LiangmaEvent['type'];
export type EventIn<T extends EventType> = Extract<LiangmaEvent, { type: T }>;
