import { type EnterpriseFacts, enterpriseFactsSchema } from '@liangma/shared/compliance/facts';
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

export const readFacts = (enterprise: string): Promise<Result<EnterpriseFacts, Problem>> =>
  request('GET', `/api/applications/facts${query({ enterprise })}`, enterpriseFactsSchema);
