/** The quarantine list of the supervisors, and the result of their decision (SYNC-9). */
import * as v from 'valibot';
import { BARRED_REASONS } from '../devices/barred.ts';
import { REJECT_CODES } from '../protocol/documents.ts';

/** All quarantined events of a device at a task. They are decided together, in the order of the chain. */
export const quarantineCaseSchema = v.object({
  device: v.string(),
  officer: v.string(),
  reason: v.picklist(BARRED_REASONS),
  since: v.number(),
  task: v.string(),
  /** Empty while the code of the task, issued on site, is in quarantine itself. */
  enterprise: v.string(),
  agency: v.string(),
  /** `at` by the device's clock. */
  events: v.array(v.object({ id: v.string(), type: v.string(), at: v.number(), arrivedAt: v.number() })),
});
export type QuarantineCase = v.InferOutput<typeof quarantineCaseSchema>;

/** Released, one may still be refused for what its task is by now. */
export const decidedListSchema = v.object({
  events: v.array(v.object({ id: v.string(), state: v.string(), code: v.nullable(v.picklist(REJECT_CODES)) })),
});
export type DecidedList = v.InferOutput<typeof decidedListSchema>;
