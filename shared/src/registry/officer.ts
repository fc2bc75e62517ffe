/** 执法人员: who holds an enforcement certificate (QUAL-3). Assistants are counted on the task, never listed here. */
import * as v from 'valibot';
import { type Day, daySchema } from '../kernel/instant.ts';
import { agencyIdSchema, phoneSchema } from './agency.ts';

export const officerIdSchema = v.pipe(v.string(), v.regex(/^O\d{4,14}$/), v.brand('OfficerId'));
export type OfficerId = v.InferOutput<typeof officerIdSchema>;

export const officerSchema = v.object({
  id: officerIdSchema,
  agency: agencyIdSchema,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  certificate: v.object({
    number: v.pipe(v.string(), v.regex(/^\d{8,14}$/)),
    validFrom: daySchema,
    /** Last valid day. */
    validTo: daySchema,
  }),
  /** Empty where it is not known. */
  department: v.pipe(v.string(), v.maxLength(40)),
  /** Empty where it is not known. */
  phone: phoneSchema,
  /** The first day on which the officer no longer belongs to the agency. */
  leftOn: v.nullable(daySchema),
  suspended: v.boolean(),
  demo: v.boolean(),
});
export type Officer = v.InferOutput<typeof officerSchema>;

/** An officer who left is not listed for new applications and does not count for QUAL-3. */
export const servesOn = ({ leftOn }: Pick<Officer, 'leftOn'>, day: Day): boolean => leftOn === null || day < leftOn;
