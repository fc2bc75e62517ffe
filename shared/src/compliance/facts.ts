/** Facts that the rules look at. The server loads them; the desk receives the same and judges while the form fills. */
import * as v from 'valibot';
import { instantSchema, windowSchema } from '../kernel/instant.ts';
import { calendarYearSchema, type WorkingCalendar } from '../kernel/working-days.ts';
import { type Matter, matterIdSchema } from '../matters/matter.ts';
import { type QuietPeriod, quietPeriodSchema } from '../quiet-periods/quiet-period.ts';
import { OUTCOMES } from '../records/record.ts';
import { AGENCY_LEVELS, type Agency, agencyIdSchema, agencySchema } from '../registry/agency.ts';
import { type Enterprise, listedEnterpriseSchema } from '../registry/enterprise.ts';
import { type GradeChange, gradeChangeSchema } from '../registry/grade-history.ts';
import { lineSchema } from '../registry/lines.ts';
import { type Officer, officerIdSchema } from '../registry/officer.ts';
import { type WhitelistEntry, whitelistEntrySchema } from '../registry/whitelist.ts';
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
  /** Agency in whose name it was made, where that is another (QUAL-2); line of work and level of that one. */
  principal: v.optional(v.nullable(agencyIdSchema), null),
  line: v.optional(v.nullable(lineSchema), null),
  level: v.optional(v.nullable(v.picklist(AGENCY_LEVELS)), null),
  /** Officers of this agency who were there; those of others are named to nobody here. */
  officers: v.optional(v.array(officerIdSchema), () => []),
  /** FREQ-3: tasks of one joint inspection share this id. */
  joint: v.optional(v.nullable(v.string()), null),
  /** Place of business; null where the task names none. */
  premises: v.optional(v.nullable(v.string()), null),
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
  /** Changes of the risk grade; empty where none is kept, and the grade of the register holds. */
  grades: v.optional(v.array(v.pick(gradeChangeSchema, ['grade', 'from', 'at', 'source'])), () => []),
  /** Marks of the enterprise on other scales, by the name of the scale; one that is absent is unknown. */
  marks: v.optional(v.record(v.string(), v.string()), () => ({})),
  /** By year: a penalty or none; a year that is absent is unknown. */
  penalised: v.optional(v.record(v.string(), v.boolean()), () => ({})),
  /** Number of its places of business; null where it is unknown. */
  premises: v.optional(v.nullable(v.number()), null),
  policy: policySchema,
  calendar: v.array(calendarYearSchema),
  quietPeriods: v.array(quietPeriodSchema),
  whitelist: v.array(whitelistEntrySchema),
  now: instantSchema,
});
export type EnterpriseFacts = v.InferOutput<typeof enterpriseFactsSchema>;

export interface Facts {
  readonly agency: Agency;
  /** Partner agencies that the application names; an id that the registry does not know is absent. */
  readonly partners: readonly Agency[];
  readonly enterprise: Enterprise;
  /** Officers named in the application; an id that the registry does not know is absent. */
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
  /** Visits of the year of the window and of a year back, and those still to come. */
  readonly visits: readonly Visit[];
  /** Tasks of this agency that name the same reference. */
  readonly referenceUses: readonly ReferenceUse[];
  /** Grades of the enterprise over time. */
  readonly grades: readonly Pick<GradeChange, 'grade' | 'from' | 'at' | 'source'>[];
  readonly marks: Readonly<Record<string, string>>;
  readonly penalised: Readonly<Record<string, boolean>>;
  readonly premises: number | null;
  readonly policy: Policy;
  /** Years of the State Council's notices. */
  readonly calendar: WorkingCalendar;
  /** Arrangements in force in the enterprise's region. */
  readonly quietPeriods: readonly QuietPeriod[];
  readonly whitelist: readonly WhitelistEntry[];
}

/** Builds the facts of an application from what the desk holds or the server loads. */
export const factsOf = (
  { officers, partners }: Pick<Application, 'officers' | 'partners'>,
  { now: _, ...known }: Omit<EnterpriseFacts, 'enterprise'> & Pick<Facts, 'enterprise'>,
  lists: Pick<Facts, 'officers' | 'matters' | 'partners'>,
): Facts => ({
  ...known,
  officers: lists.officers.filter(({ id }) => officers.includes(id)),
  matters: lists.matters,
  partners: partnersAmong(partners, lists.partners, known.agency),
});

/** Returns the partners that an application names, in its order; the lead agency is no partner of its own. */
export const partnersAmong = (
  named: Application['partners'],
  agencies: readonly Agency[],
  lead: Pick<Agency, 'id'>,
): Agency[] =>
  (named ?? []).flatMap((id) => (id === lead.id ? [] : agencies.filter((agency) => agency.id === id).slice(0, 1)));

/** Returns the facts without those of the task itself: an application does not stand in its own way. */
export const withoutTask = <F extends Pick<Facts, 'visits' | 'referenceUses'>>(facts: F, task: string): F => ({
  ...facts,
  visits: facts.visits.filter((visit) => visit.task !== task),
  referenceUses: facts.referenceUses.filter((use) => use.task !== task),
});

/**
 * Other agencies' tasks are named to nobody here: their ids open drafts, photos and evaluations. An agency knows the joint
 * inspections in which it takes part. FREQ-3: the name of a joint inspection tells that visits are one, and no id.
 */
export function visitsSeenBy(agency: string, visits: readonly Visit[]): Visit[] {
  const joints = [...new Set(visits.flatMap(({ joint }) => (joint === null ? [] : [joint])))];
  const own = new Set(visits.filter((visit) => visit.agency === agency).map(({ joint }) => joint));
  return visits.map((visit) => {
    const joint = visit.joint === null ? null : `J${joints.indexOf(visit.joint) + 1}`;
    const isOwn = visit.agency === agency || (visit.joint !== null && own.has(visit.joint));
    return isOwn ? { ...visit, joint } : { ...visit, joint, task: null, officers: [] };
  });
}
