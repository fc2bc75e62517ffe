/** Findings of the rules that are kept with the task: at the application or its last change, and at the approval. */
import * as v from 'valibot';

const strings = v.pipe(v.array(v.string()), v.readonly());
const numbers = v.pipe(v.array(v.number()), v.readonly());

/** Rule and code are plain text: a reader of an older version may not know them. */
const keptFindingSchema = v.object({
  rule: v.string(),
  code: v.string(),
  evidence: v.record(v.string(), v.union([v.string(), v.number(), strings, numbers])),
});
export type StoredFinding = v.InferOutput<typeof keptFindingSchema>;

/** Findings that let the application go on: answered with a reason, or told to supervisors. */
export const keptFindingsSchema = v.object({
  applied: v.array(keptFindingSchema),
  approved: v.exactOptional(v.array(keptFindingSchema)),
});
export type StoredFindings = v.InferOutput<typeof keptFindingsSchema>;

/** No key where nothing was found: most tasks carry none to the phones. */
export const findingsField = (
  applied: readonly StoredFinding[],
  approved: readonly StoredFinding[] = [],
): { findings?: StoredFindings } => {
  if (applied.length === 0 && approved.length === 0) return {};
  return { findings: { applied: [...applied], ...(approved.length > 0 && { approved: [...approved] }) } };
};
