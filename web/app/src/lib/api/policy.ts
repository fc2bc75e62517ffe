import { type Policy, policySchema } from '@liangma/shared/compliance/policy';
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

/** The thresholds by which the server decides now. */
export const readPolicy = (): Promise<Result<Policy, Problem>> => request('GET', '/api/policy', policySchema);
