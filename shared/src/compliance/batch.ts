/** Applications that differ in enterprise and period alone, and what the rules find about each. */
import * as v from 'valibot';
import { windowSchema } from '../kernel/instant.ts';
import { enterpriseIdSchema, listedEnterpriseSchema } from '../registry/enterprise.ts';
import { contentSchema } from '../tasks/task.ts';
import { FINDINGS, type Finding } from './finding.ts';

export const MOST_TARGETS = 500;

export const batchSchema = v.object({
  content: v.omit(contentSchema, ['window']),
  targets: v.pipe(
    v.array(
      v.object({
        enterprise: enterpriseIdSchema,
        window: windowSchema,
        /** Reasons for this target, besides those of all. */
        reasons: v.optional(contentSchema.entries.reasons, () => ({})),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_TARGETS),
  ),
});
export type Batch = v.InferOutput<typeof batchSchema>;

const findingsSchema = v.array(v.custom<Finding>(isFinding));

function isFinding(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'code' in value && String(value.code) in FINDINGS;
}

/** Findings about one target, in the order of the targets; `known` is null for one that may not be applied for. */
export const batchRowSchema = v.union([
  v.object({
    enterprise: v.string(),
    known: listedEnterpriseSchema,
    findings: findingsSchema,
    mayProceed: v.boolean(),
    nth: v.number(),
  }),
  v.object({ enterprise: v.string(), known: v.null() }),
]);
export type BatchRow = v.InferOutput<typeof batchRowSchema>;

/** Task that was made for a target, or the code of the problem. */
export const batchOutcomeSchema = v.object({
  enterprise: v.string(),
  task: v.nullable(v.string()),
  problem: v.nullable(v.string()),
});
export type BatchOutcome = v.InferOutput<typeof batchOutcomeSchema>;
