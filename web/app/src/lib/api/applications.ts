import { type LookedElsewhere, lookedElsewhereSchema } from '@liangma/shared/compliance/elsewhere';
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

/** JUR-1: one enterprise of another region, by its exact number and that of the letter. Each look is kept in the audit. */
export const lookElsewhere = (enterprise: string, letter: string): Promise<Result<LookedElsewhere, Problem>> =>
  request('POST', '/api/applications/elsewhere', lookedElsewhereSchema, { enterprise, letter });
