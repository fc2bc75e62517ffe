/**
 * Report of an enterprise: "they showed no code". Nobody has a task then, so the report names a county, and whoever makes it
 * says what is known of the visitors. It becomes an alert for the supervisors of the county [SHOW-6].
 */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';

/** Deeds of the visitors, for picking. */
export const NO_CODE_DEEDS = [
  'no-code-shown',
  'code-not-genuine',
  'no-certificate-shown',
  'took-or-sealed',
  'demanded-something',
  'other',
] as const;
export type NoCodeDeed = (typeof NO_CODE_DEEDS)[number];

export const REPORT_TEXT_LENGTH = 500;
export const REPORT_NAME_LENGTH = 60;

const name = v.pipe(v.string(), v.trim(), v.maxLength(REPORT_NAME_LENGTH));

export const noCodeReportSchema = v.object({
  happened: v.pipe(v.array(v.picklist(NO_CODE_DEEDS)), v.minLength(1), v.maxLength(NO_CODE_DEEDS.length)),
  text: v.pipe(v.string(), v.maxLength(REPORT_TEXT_LENGTH)),
  /** Day of the visit. */
  day: daySchema,
  /** Name of the agency as the visitors gave it; empty if nobody knows. */
  agency: name,
  /** Name of the enterprise; empty if the person does not want to say. */
  enterprise: name,
  /** Telephone or another way to ask back; empty if the person does not want to be asked. Supervisors alone see it. */
  contact: name,
});
export type NoCodeReport = v.InferOutput<typeof noCodeReportSchema>;
