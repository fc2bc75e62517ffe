import * as v from 'valibot';
import { enterpriseDetailsSchema } from './enterprise-details.ts';
import { gradeChangeSchema } from './grade-history.ts';
import { whitelistEntrySchema } from './whitelist.ts';

/** Parts of an enterprise that are kept beside its row. */
export const enterpriseRecordSchema = v.object({
  details: enterpriseDetailsSchema,
  grades: v.array(gradeChangeSchema),
  whitelist: v.array(whitelistEntrySchema),
});
export type EnterpriseRecord = v.InferOutput<typeof enterpriseRecordSchema>;
