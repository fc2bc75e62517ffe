/**
 * Alert for supervisors: a rule, a subject, and what became of it. [SUP-1] open → asked → explained → letter → closed. Every step
 * stays with who, when and the words; a closed alert stays too.
 */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';
import { stampSchema } from '../tasks/task.ts';

/** Kinds of things that an alert is about. The region decides the shard; the subject need not be in the store. */
export const SUBJECT_KINDS = [
  'task',
  'enterprise',
  'agency',
  'officer',
  'device',
  'region',
  'matter',
  'report',
  'alert',
] as const;
export const alertSubjectSchema = v.object({ kind: v.picklist(SUBJECT_KINDS), id: v.string() });
export type AlertSubject = v.InferOutput<typeof alertSubjectSchema>;

/** `grave`: records or codes may be false or lost. `check`: somebody should look. `notice`: to be known. */
export const SEVERITIES = ['grave', 'check', 'notice'] as const;
export type AlertSeverity = (typeof SEVERITIES)[number];

const valueSchema = v.union([v.string(), v.number(), v.array(v.string())]);
/** Values behind an alert: numbers, names, ids, and instants in milliseconds. */
export const evidenceSchema = v.record(v.string(), valueSchema);
export type Evidence = Readonly<Record<string, string | number | readonly string[]>>;

/** Evidence of one occurrence, with the event that brought it; empty for an alert that no event brought. */
export const occurrenceSchema = v.object({ at: instantSchema, event: v.string(), evidence: evidenceSchema });
export type Occurrence = v.InferOutput<typeof occurrenceSchema>;

/** Newest occurrences that an alert keeps. All are counted, and events keep their own content. */
export const OCCURRENCES_KEPT = 20;

const words = { words: v.string() };
/** The end of the term, in working days. */
const due = { deadline: instantSchema };

export const alertStepSchema = v.variant('step', [
  v.object({ step: v.literal('taken'), ...stampSchema.entries }),
  v.object({ step: v.literal('asked'), ...stampSchema.entries, ...words, ...due }),
  /** `from`: the desk of the agency, or the officer's device (SYNC-5, SHOW-5). */
  v.object({ step: v.literal('explained'), ...stampSchema.entries, ...words, from: v.picklist(['desk', 'field']) }),
  /** SUP-2: `number` is the document number of the supervision letter. */
  v.object({ step: v.literal('letter'), ...stampSchema.entries, ...words, ...due, number: v.string() }),
  v.object({ step: v.literal('replied'), ...stampSchema.entries, ...words }),
  v.object({ step: v.literal('closed'), ...stampSchema.entries, ...words }),
]);
export type AlertStep = v.InferOutput<typeof alertStepSchema>;

/** The note says what the supervisor found, or had done. */
export const closingSchema = v.object({ ...stampSchema.entries, note: v.string() });
export type Closing = v.InferOutput<typeof closingSchema>;

/** The supervisor who handles it. */
const ownerSchema = v.nullable(v.object({ account: v.string(), name: v.string() }));
const kept = { owner: ownerSchema, steps: v.array(alertStepSchema) };

export const alertLifeSchema = v.variant('state', [
  v.object({ state: v.literal('open'), ...kept }),
  /** The agency of the alert is to explain by the deadline. */
  v.object({ state: v.literal('asked'), ...kept, ...due }),
  v.object({ state: v.literal('explained'), ...kept }),
  v.object({ state: v.literal('letter'), ...kept, ...due, number: v.string(), replied: v.boolean() }),
  v.object({ state: v.literal('closed'), ...kept, closed: closingSchema }),
]);
export type AlertLife = v.InferOutput<typeof alertLifeSchema>;
export type AlertState = AlertLife['state'];
export const ALERT_STATES = ['open', 'asked', 'explained', 'letter', 'closed'] as const satisfies readonly AlertState[];

export const NEW_ALERT: AlertLife = { state: 'open', owner: null, steps: [] };

/** The term that runs; null where nobody has to answer. A letter that was answered waits for the supervisor. */
export function deadlineOf(life: AlertLife): number | null {
  if (life.state === 'asked') return life.deadline;
  return life.state === 'letter' && !life.replied ? life.deadline : null;
}

/** The agency was asked at least once: from then on its desk reads the alert. */
export const isKnownToAgency = ({ steps }: AlertLife): boolean =>
  steps.some(({ step }) => step === 'asked' || step === 'letter');
