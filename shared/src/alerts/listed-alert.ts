/** An alert as people see it: beside what it is about and what officers said to it. */
import * as v from 'valibot';
import { closingSchema } from './alerts.ts';

export const listedAlertSchema = v.object({
  id: v.string(),
  rule: v.string(),
  code: v.string(),
  task: v.string(),
  at: v.number(),
  /** Empty where the task is not known. */
  enterprise: v.string(),
  agency: v.string(),
  /** To whom the device is enrolled; empty for an enterprise's. */
  officer: v.string(),
  /** SYNC-3: the numbers, and how many of them are still missing. */
  missing: v.nullable(v.object({ from: v.number(), to: v.number(), left: v.number() })),
  /** SYNC-9: what came in too late to be known of, `at` by the device's clock; empty for all other alerts. */
  sent: v.array(v.object({ id: v.string(), type: v.string(), at: v.number(), receivedAt: v.number() })),
  /** SYNC-5: what officers said to the task. */
  explanations: v.array(v.object({ at: v.number(), by: v.string(), text: v.string() })),
  closed: v.nullable(closingSchema),
});
export type ListedAlert = v.InferOutput<typeof listedAlertSchema>;
