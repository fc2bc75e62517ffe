/** 申请模板: what an agency applies for again and again, under a name. It never names an enterprise, a day, or a clue. */
import * as v from 'valibot';
import type { Day } from '../../kernel/instant.ts';
import { type MatterId, matterIdSchema } from '../../matters/matter.ts';
import { agencyIdSchema } from '../../registry/agency.ts';
import { type OfficerId, officerIdSchema } from '../../registry/officer.ts';
import { offSiteAnswerSchema } from '../particulars.ts';
import { contentSchema, TASK_SOURCES, TASK_TYPES } from '../task.ts';

/** More would be no list to choose from. */
export const MAX_TEMPLATES = 50;

export const templateNameSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

const terms = {
  name: templateNameSchema,
  type: v.picklist(TASK_TYPES),
  source: v.picklist(TASK_SOURCES),
  matters: v.pipe(v.array(matterIdSchema), v.maxLength(20)),
  officers: v.pipe(v.array(officerIdSchema), v.maxLength(20)),
  assistants: contentSchema.entries.assistants,
  /** Begin of the period by the clock, such as 09:30; empty where it differs. */
  from: v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/)),
  /** Length of the period; null where it differs. */
  minutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(5 * 24 * 60))),
  offSite: v.nullable(offSiteAnswerSchema),
  whyOnSite: contentSchema.entries.whyOnSite,
};
export const templateTermsSchema = v.object(terms);
export type TemplateTerms = v.InferOutput<typeof templateTermsSchema>;

export const templateSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  agency: agencyIdSchema,
  ...terms,
  /** Titles of its matters and names of its officers at the time of saving, so that one that is gone can still be named. */
  names: v.record(v.string(), v.string()),
  /** Account that saved it last. */
  by: v.string(),
});
export type ApplicationTemplate = v.InferOutput<typeof templateSchema>;

/** Matters and officers that the agency may choose today. */
export interface Choosable {
  readonly matters: readonly { readonly id: string; readonly validTo: Day | null }[];
  readonly officers: readonly { readonly id: string }[];
  readonly today: Day;
}

export interface TemplateParts {
  readonly matters: readonly MatterId[];
  readonly officers: readonly OfficerId[];
  /** Matters that left the list and officers who left the agency, as they were called. */
  readonly gone: { readonly matters: readonly string[]; readonly officers: readonly string[] };
}

/** Splits what a template names into what may still be chosen and what is gone. */
export function partsOf({ matters, officers, names }: ApplicationTemplate, known: Choosable): TemplateParts {
  const lasting = known.matters.filter(({ validTo }) => validTo === null || validTo >= known.today);
  const isListed = (id: MatterId) => lasting.some((matter) => matter.id === id);
  const serves = (id: OfficerId) => known.officers.some((officer) => officer.id === id);
  const nameOf = (id: string) => names[id] ?? id;
  return {
    matters: matters.filter(isListed),
    officers: officers.filter(serves),
    gone: {
      matters: matters.filter((id) => !isListed(id)).map(nameOf),
      officers: officers.filter((id) => !serves(id)).map(nameOf),
    },
  };
}
