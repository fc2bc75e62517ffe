/**
 * An event: something that happened on a device, append-only. Its truth is the envelope, a COSE_Sign1 by the
 * device's key; `seq` counts 1, 2, 3… on each device and `prev` is the hash of the event before. An event belongs either
 * to a task or, if there is none, to a region (docs/adr/0031-events-without-task.md).
 */
import * as v from 'valibot';
import { evaluationSchema } from '../evaluations/evaluation.ts';
import { codeIssuedSchema } from '../grants/issued.ts';
import { deviceIdSchema, eventIdSchema, taskIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { placeCodeSchema } from '../kernel/regions.ts';
import { inspectionRecordSchema } from '../records/record.ts';
import { noCodeReportSchema } from '../reports/no-code-report.ts';
import { refusalSchema, scanSchema } from '../scans/scan.ts';
import { explanationSchema } from '../tasks/task.ts';

const base = {
  id: eventIdSchema,
  device: deviceIdSchema,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** SHA-256 of the previous envelope as hex; empty for the first. */
  prev: v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/)),
  /** The device's clock. */
  at: instantSchema,
  /** A refused event of this device in whose place it stands (SYNC-14, correction.ts). */
  replaces: v.exactOptional(eventIdSchema),
};

const ofTask = {
  ...base,
  task: taskIdSchema,
  /** Revision of the task that the device knew. */
  taskRev: v.pipe(v.number(), v.integer(), v.minValue(0)),
};

/** The region decides the shard, and whose supervisors are told. */
const ofRegion = { ...base, region: placeCodeSchema };

const acknowledgementText = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(1000));

const taskEventSchema = v.variant('type', [
  /** A code that the device signed itself, under a grant; the task begins with it. */
  v.object({ ...ofTask, type: v.literal('code-issued'), data: codeIssuedSchema }),
  v.object({ ...ofTask, type: v.literal('code-shown'), data: v.object({}) }),
  v.object({ ...ofTask, type: v.literal('scan'), data: scanSchema }),
  v.object({ ...ofTask, type: v.literal('refusal'), data: refusalSchema }),
  /** An answer that an enterprise's phone signed for this one to carry (`acknowledgement.ts`), base64url. */
  v.object({ ...ofTask, type: v.literal('acknowledgement-scanned'), data: v.object({ ack: acknowledgementText }) }),
  v.object({ ...ofTask, type: v.literal('inspection-started'), data: v.object({}) }),
  v.object({ ...ofTask, type: v.literal('record-submitted'), data: inspectionRecordSchema }),
  v.object({ ...ofTask, type: v.literal('evaluation'), data: evaluationSchema }),
  /** SYNC-5: why it was done although the code had been withdrawn. */
  v.object({ ...ofTask, type: v.literal('explanation'), data: explanationSchema }),
]);

/** Events that happen where nobody has a task. */
const regionEventSchema = v.variant('type', [
  v.object({ ...ofRegion, type: v.literal('no-code-report'), data: noCodeReportSchema }),
]);

export const eventSchema = v.variant('type', [taskEventSchema, regionEventSchema]);
export type TaskEvent = v.InferOutput<typeof taskEventSchema>;
export type RegionEvent = v.InferOutput<typeof regionEventSchema>;
export type LiangmaEvent = v.InferOutput<typeof eventSchema>;
export type EventType = LiangmaEvent['type'];
export type EventIn<T extends EventType> = Extract<LiangmaEvent, { type: T }>;

export type TaskEventType = TaskEvent['type'];

export const isTaskEvent = (event: LiangmaEvent): event is TaskEvent => 'task' in event;

/** The task of an event; empty where it has none, as in the columns of the store. */
export const taskOf = (event: LiangmaEvent): string => (isTaskEvent(event) ? event.task : '');
