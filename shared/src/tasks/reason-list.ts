/** List of how often agencies answered a rule by a written reason (DUP-1 and others of severity `reason`). */
import * as v from 'valibot';
import type { ListSpec } from '../lists/list-query.ts';
import { agencyIdSchema } from '../registry/agency.ts';

const ruleSchema = v.pipe(v.string(), v.regex(/^[A-Z]{3,5}-\d{1,2}$/));

export const reasonListSpec = {
  filters: { rule: ruleSchema, agency: agencyIdSchema },
  /** `latest`: when the last of them was applied for. */
  sorts: { count: 'number', latest: 'number' },
  defaultSort: '-count',
} as const satisfies ListSpec;

/** Applications of this calendar year. */
export const reasonRowSchema = v.object({
  rule: v.string(),
  agency: v.string(),
  agencyName: v.string(),
  count: v.number(),
  latest: v.number(),
});
export type ReasonRow = v.InferOutput<typeof reasonRowSchema>;
