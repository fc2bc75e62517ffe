/** 申请模板: what an agency applies for again and again, under a name. It never names an enterprise, a day, or a clue. */
import * as v from 'valibot';
import { matterIdSchema } from '../matters/matter.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { offSiteAnswerSchema } from './particulars.ts';
import { contentSchema, TASK_SOURCES, TASK_TYPES } from './task.ts';

/** More would be no list to choose from. */
export const MAX_TEMPLATES = 50;

const terms = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
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
  /** Account that saved it last. */
  by: v.string(),
});
export type ApplicationTemplate = v.InferOutput<typeof templateSchema>;
