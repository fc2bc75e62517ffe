import { visitSchema } from '@liangma/shared/compliance/facts';
import type { Policy } from '@liangma/shared/compliance/policy';
import { daySchema, instantSchema } from '@liangma/shared/kernel/instant';
import type { Result } from '@liangma/shared/kernel/result';
import { agencySchema } from '@liangma/shared/registry/agency';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { listedEnterpriseSchema } from './registry.ts';
import { query, request } from './request.ts';

export const policySchema: v.GenericSchema<unknown, Policy> = v.object({
  name: v.string(),
  effectiveFrom: daySchema,
  minOfficers: v.number(),
  duplicateDays: v.number(),
  exemptBeyondCap: v.number(),
  evaluationDays: v.number(),
  evaluationAggregate: v.number(),
  clockSkew: v.number(),
  gapWait: v.number(),
  grantCodes: v.number(),
  grantDays: v.number(),
  grantReportHours: v.number(),
  grantKnownHours: v.number(),
  deviceSendingMinutes: v.number(),
  deviceFailures: v.number(),
});

const enterpriseFactsSchema = v.object({
  agency: agencySchema,
  enterprise: listedEnterpriseSchema,
  visits: v.array(visitSchema),
  policy: policySchema,
  now: instantSchema,
});
/** What the rules need to know of one enterprise, and the server's clock. */
export type EnterpriseFacts = v.InferOutput<typeof enterpriseFactsSchema>;

export const readFacts = (enterprise: string): Promise<Result<EnterpriseFacts, Problem>> =>
  request('GET', `/api/applications/facts${query({ enterprise })}`, enterpriseFactsSchema);
