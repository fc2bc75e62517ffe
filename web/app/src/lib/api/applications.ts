import { type EnterpriseFacts, enterpriseFactsSchema } from '@liangma/shared/compliance/facts';
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

/**
 * `reference`: the number that an application names, so that other uses of it are told. `year`: an earlier year, so that its
 * visits come too.
 */
export const readFacts = (
  enterprise: string,
  reference?: string,
  year?: number,
): Promise<Result<EnterpriseFacts, Problem>> =>
  request('GET', `/api/applications/facts${query({ enterprise, reference, year })}`, enterpriseFactsSchema);
