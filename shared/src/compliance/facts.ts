/** What the rules look at. The server loads it; the desk receives the same and judges while the form fills. */
import * as v from 'valibot';
import { instantSchema, windowSchema } from '../kernel/instant.ts';
import { type Matter, matterIdSchema } from '../matters/matter.ts';
import { OUTCOMES } from '../records/record.ts';
import { type Agency, agencyIdSchema, agencySchema } from '../registry/agency.ts';
import { type Enterprise, listedEnterpriseSchema } from '../registry/enterprise.ts';
import type { Officer } from '../registry/officer.ts';
import { TASK_SOURCES, TASK_TYPES } from '../tasks/task.ts';
import { type Policy, policySchema } from './policy.ts';

/** One inspection of the enterprise, done or planned, by any agency. */
export const visitSchema = v.object({
  task: v.string(),
  agency: agencyIdSchema,
  agencyName: v.string(),
  type: v.picklist(TASK_TYPES),
  source: v.picklist(TASK_SOURCES),
  matters: v.array(matterIdSchema),
  window: windowSchema,
  state: v.string(),
  endedAt: v.nullable(instantSchema),
  outcome: v.nullable(v.picklist(OUTCOMES)),
});
export type Visit = v.InferOutput<typeof visitSchema>;

/** What the rules need to know of one enterprise, and the server's clock. */
export const enterpriseFactsSchema = v.object({
  agency: agencySchema,
  enterprise: listedEnterpriseSchema,
  visits: v.array(visitSchema),
  policy: policySchema,
  now: instantSchema,
});
export type EnterpriseFacts = v.InferOutput<typeof enterpriseFactsSchema>;

export interface Facts {
  readonly agency: Agency;
  readonly enterprise: Enterprise;
  /** Those named in the application; an id the registry does not know is absent. */
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
  /** From the start of the year of the window on, in the states that count, and those still to come. */
  readonly visits: readonly Visit[];
  readonly policy: Policy;
}
