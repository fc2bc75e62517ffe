/** 执法人员: who holds an enforcement certificate (QUAL-3). Assistants are counted on the task, never listed here. */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';
import { agencyIdSchema } from './agency.ts';

export const officerIdSchema = v.pipe(v.string(), v.regex(/^O\d{4,12}$/), v.brand('OfficerId'));
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
  suspended: v.boolean(),
  demo: v.boolean(),
});
export type Officer = v.InferOutput<typeof officerSchema>;
