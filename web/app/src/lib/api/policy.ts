import { type Policy, policySchema } from '@liangma/shared/compliance/policy';
import { type PolicyRow, policyRowSchema } from '@liangma/shared/compliance/policy-rows';
import { daySchema } from '@liangma/shared/kernel/instant';
import { type RegionCode, regionSchema } from '@liangma/shared/kernel/regions';
import type { Result } from '@liangma/shared/kernel/result';
import { type CalendarYear, calendarYearSchema } from '@liangma/shared/kernel/working-days';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

/** The thresholds by which the server decides now, in a region or in that of the person. */
export const readPolicy = (region?: RegionCode): Promise<Result<Policy, Problem>> =>
  request('GET', `/api/policy${query({ region })}`, policySchema);

const rulebookSchema = v.object({
  region: v.string(),
  /** The region that the installation serves. */
  root: v.string(),
  regions: v.array(regionSchema),
  today: daySchema,
  rows: v.array(policyRowSchema),
  calendar: v.array(calendarYearSchema),
});
export type RulebookReply = v.InferOutput<typeof rulebookSchema>;

/** All rows of the thresholds with their history, and the working calendar. */
export const readRulebook = (): Promise<Result<RulebookReply, Problem>> =>
  request('GET', '/api/policy/rows', rulebookSchema);

export type PolicyWish = Pick<PolicyRow, 'name' | 'region' | 'effectiveFrom' | 'value' | 'binding' | 'document'>;

export const setPolicy = (wish: PolicyWish): Promise<Result<PolicyRow, Problem>> =>
  request('POST', '/api/policy/rows', policyRowSchema, wish);

export const importYear = (notice: CalendarYear): Promise<Result<CalendarYear, Problem>> =>
  request('POST', '/api/policy/calendar', calendarYearSchema, notice);
