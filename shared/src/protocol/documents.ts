/** The documents that travel: the thin rows of the device's database, which the server speaks too. */
import * as v from 'valibot';
import { deviceIdSchema, eventIdSchema, taskIdSchema } from '../kernel/ids.ts';
import { daySchema, instantSchema } from '../kernel/instant.ts';
import { placeCodeSchema } from '../kernel/regions.ts';
import { taskSchema } from '../tasks/task.ts';
import type { ChainEnd } from './chain-end.ts';
import type { ScopeChecksums } from './scope-checksum.ts';

const base64Url = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(64_000));

export const REJECT_CODES = [
  'malformed',
  'device-mismatch',
  'bad-signature',
  'unknown-device',
  'id-reused',
  'unknown-task',
  /** The region of an event without a task is none that this server has. */
  'unknown-region',
  'wrong-state',
  'code-refused',
  'not-assigned',
  'officer-cannot-evaluate',
  'not-inspected',
  'evaluation-closed',
  'device-revoked',
  /** SYNC-9: supervisors did not take it; their words are the reason. */
  'dismissed',
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

export const syncStateSchema = v.variant('state', [
  v.object({ state: v.literal('pending') }),
  /** Received, kept, not yet applied: an earlier event of this device is missing (SYNC-3). */
  v.object({ state: v.literal('waiting') }),
  /** Received and kept, the chain goes on; whether it counts supervisors decide (SYNC-9). */
  v.object({ state: v.literal('quarantined'), receivedAt: instantSchema }),
  v.object({
    state: v.literal('accepted'),
    receipt: base64Url,
    receivedAt: instantSchema,
    /** It came in a file that the desk brought in (SYNC-16), and not from the device itself. */
    handedIn: v.exactOptional(v.literal(true)),
  }),
  v.object({
    state: v.literal('rejected'),
    code: v.picklist(REJECT_CODES),
    /** For `code-refused`: why the code does not hold. For `dismissed`: what the supervisor wrote. */
    reasons: v.array(v.string()),
    receivedAt: instantSchema,
  }),
]);
export type SyncState = v.InferOutput<typeof syncStateSchema>;

export const eventDocumentSchema = v.object({
  id: eventIdSchema,
  device: deviceIdSchema,
  seq: v.number(),
  type: v.string(),
  /** Absent for an event of a region. */
  task: v.exactOptional(taskIdSchema),
  /** Absent for an event of a task. */
  region: v.exactOptional(placeCodeSchema),
  at: instantSchema,
  envelope: base64Url,
  sync: syncStateSchema,
  _deleted: v.optional(v.boolean()),
});
export type EventDocument = v.InferOutput<typeof eventDocumentSchema>;

/** An event as an officer's device makes and pulls it: it makes events of tasks alone. */
export const taskEventDocumentSchema = v.object({ ...eventDocumentSchema.entries, task: taskIdSchema });
export type TaskEventDocument = v.InferOutput<typeof taskEventDocumentSchema>;

export const taskDocumentSchema = v.object({
  id: taskIdSchema,
  day: daySchema,
  from: instantSchema,
  state: v.string(),
  rev: v.number(),
  data: taskSchema,
  /** Data that shows the code live (`task-code/live.ts`). Only officers' devices get it, so it is beside the task and not in it. */
  live: v.exactOptional(
    v.object({ code: v.pipe(v.string(), v.maxLength(4000)), seed: v.pipe(v.string(), v.regex(/^[\w-]{16}$/)) }),
  ),
  _deleted: v.optional(v.boolean()),
});
export type TaskDocument = v.InferOutput<typeof taskDocumentSchema>;

/** `{shard: seq}`; what a client was given last, sent back as it was. */
export const checkpointSchema = v.record(
  v.pipe(v.string(), v.regex(/^\d{4}$/)),
  v.pipe(v.number(), v.integer(), v.minValue(0)),
);
export type Checkpoint = v.InferOutput<typeof checkpointSchema>;

export const MAX_PUSH_ROWS = 200;

/** The body of a push. An anonymous browser sends its public key along; an enrolled device is known. */
export const pushBodySchema = v.pipe(
  v.array(v.object({ newDocumentState: v.looseObject({}), assumedMasterState: v.optional(v.unknown()) })),
  v.maxLength(MAX_PUSH_ROWS),
);
export type PushBody = v.InferOutput<typeof pushBodySchema>;

/** Outcome of each row of a push. */
export const pushAnswerSchema = v.array(v.object({ id: v.string(), sync: syncStateSchema }));
export type PushAnswer = v.InferOutput<typeof pushAnswerSchema>;
/**
 * Header of a push and of its answer: the device's checkpoint in the feed of its own events, before and after the answer.
 * Without it in the answer, or in the question, the device pulls its events as before.
 */
export const EVENTS_PULLED_HEADER = 'x-liangma-events-pulled';
/** Header with the base64url Ed25519 public key of a browser that nobody enrolled. */
export const DEVICE_KEY_HEADER = 'x-liangma-device-key';

export interface PullReply<D> {
  readonly documents: readonly D[];
  readonly checkpoint: Checkpoint;
  readonly epoch: string;
  /** With the last page of tasks (SYNC-17). */
  readonly sums?: ScopeChecksums;
  /** With the last page of events (SYNC-20). */
  readonly chain?: ChainEnd;
}
