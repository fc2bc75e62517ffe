/** Facts that the rules look at. The server loads them; the desk receives the same and judges while the form fills. */
import * as v from 'valibot';
import { instantSchema, windowSchema } from '../kernel/instant.ts';
import { type Matter, matterIdSchema } from '../matters/matter.ts';
import { OUTCOMES } from '../records/record.ts';
import { type Agency, agencyIdSchema, agencySchema } from '../registry/agency.ts';
import { type Enterprise, listedEnterpriseSchema } from '../registry/enterprise.ts';
import type { Officer } from '../registry/officer.ts';
import { type Application, TASK_SOURCES, TASK_TYPES } from '../tasks/task.ts';
import { type Policy, policySchema } from './policy.ts';

/** An inspection of the enterprise, done or planned, by any agency. */
export const visitSchema = v.object({
  /** Null for a task of another agency: nobody at this one may open it. */
  task: v.nullable(v.string()),
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

/** FREQ-6: a task of this agency that names a reference. */
export const referenceUseSchema = v.object({
  number: v.string(),
  task: v.string(),
  enterprise: v.string(),
  from: instantSchema,
});
export type ReferenceUse = v.InferOutput<typeof referenceUseSchema>;

/** Facts of an enterprise that the rules need, and the server's clock. */
export const enterpriseFactsSchema = v.object({
  agency: agencySchema,
  enterprise: listedEnterpriseSchema,
  visits: v.array(visitSchema),
  /** Earlier uses of the reference that the application names. */
  referenceUses: v.array(referenceUseSchema),
  policy: policySchema,
  now: instantSchema,
});
export type EnterpriseFacts = v.InferOutput<typeof enterpriseFactsSchema>;

export interface Facts {
  readonly agency: Agency;
  readonly enterprise: Enterprise;
  /** Officers named in the application; an id that the registry does not know is absent. */
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
  /** From the start of the year of the window on, in the states that count, and those still to come. */
  readonly visits: readonly Visit[];
  /** Tasks of this agency that name the same reference. */
  readonly referenceUses: readonly ReferenceUse[];
  readonly policy: Policy;
}

/** Builds the facts of an application from what the desk holds or the server loads. */
export const factsOf = (
  { officers }: Pick<Application, 'officers'>,
  {
    agency,
    enterprise,
    visits,
    referenceUses,
    policy,
  }: Omit<EnterpriseFacts, 'now' | 'enterprise'> & Pick<Facts, 'enterprise'>,
  lists: Pick<Facts, 'officers' | 'matters'>,
): Facts => ({
  agency,
  enterprise,
  officers: lists.officers.filter(({ id }) => officers.includes(id)),
  matters: lists.matters,
  visits,
  referenceUses,
  policy,
});

/** Returns the facts without those of the task itself: an application does not stand in its own way. */
export const withoutTask = <F extends Pick<Facts, 'visits' | 'referenceUses'>>(facts: F, task: string): F => ({
  ...facts,
  visits: facts.visits.filter((visit) => visit.task !== task),
  referenceUses: facts.referenceUses.filter((use) => use.task !== task),
});

/** Other agencies' tasks are named to nobody here: their ids open drafts, photos and evaluations. */
export const visitsSeenBy = (agency: string, visits: readonly Visit[]): Visit[] =>
  visits.map((visit) => (visit.agency === agency ? visit : { ...visit, task: null }));
