/** An alert as people see it: beside what it is about and what officers said to it. */
import * as v from 'valibot';
import { alertLifeSchema, alertStepSchema, alertSubjectSchema, occurrenceSchema, SEVERITIES } from './alert.ts';

const life = v.object({
  owner: v.nullable(v.object({ account: v.string(), name: v.string() })),
  steps: v.array(alertStepSchema),
  /** Null where nobody has to answer. */
  deadline: v.nullable(v.number()),
  /** Document number of the supervision letter; null without one. */
  letter: v.nullable(v.object({ number: v.string(), replied: v.boolean() })),
});

export const listedAlertSchema = v.object({
  id: v.string(),
  rule: v.string(),
  code: v.string(),
  severity: v.picklist(SEVERITIES),
  subject: alertSubjectSchema,
  state: v.picklist(alertLifeSchema.options.map(({ entries }) => entries.state.literal)),
  ...life.entries,
  /** Empty without a task. */
  task: v.string(),
  /** First and last time, and how often. */
  at: v.number(),
  lastAt: v.number(),
  count: v.number(),
  county: v.string(),
  countyName: v.string(),
  /** Empty where the task is not known. */
  enterprise: v.string(),
  agency: v.string(),
  agencyId: v.string(),
  /** To whom the device is enrolled; empty for an enterprise's. */
  officer: v.string(),
  occurrences: v.array(occurrenceSchema),
  /** SYNC-3: the numbers, and how many of them are still missing. */
  missing: v.nullable(v.object({ from: v.number(), to: v.number(), left: v.number() })),
  /** SYNC-9: what came in too late to be known of, `at` by the device's clock; empty for all other alerts. */
  sent: v.array(v.object({ id: v.string(), type: v.string(), at: v.number(), receivedAt: v.number() })),
  /** SYNC-5: what officers said to the task. */
  explanations: v.array(v.object({ at: v.number(), by: v.string(), text: v.string() })),
  closed: v.nullable(v.object({ at: v.number(), by: v.string(), name: v.string(), note: v.string() })),
});
export type ListedAlert = v.InferOutput<typeof listedAlertSchema>;

/** An alert as the agency sees it that was asked: what it is about, and what was said between the two. */
export const askedAlertSchema = v.object({
  id: v.string(),
  rule: v.string(),
  code: v.string(),
  severity: v.picklist(SEVERITIES),
  state: listedAlertSchema.entries.state,
  task: v.string(),
  enterprise: v.string(),
  at: v.number(),
  count: v.number(),
  deadline: v.nullable(v.number()),
  letter: life.entries.letter,
  steps: v.array(alertStepSchema),
});
export type AskedAlert = v.InferOutput<typeof askedAlertSchema>;

/** [SUP-1] The steps between supervisors and the agency: who took it over and the note of the closing are the supervisors' own. */
export const stepsForAgency = (steps: ListedAlert['steps']): ListedAlert['steps'] =>
  steps.filter(({ step }) => step !== 'taken' && step !== 'closed');
