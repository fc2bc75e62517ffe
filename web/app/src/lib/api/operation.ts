import { type Operation, operationSchema } from '@liangma/shared/devices/operation';
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

export const readOperation = (): Promise<Result<Operation, Problem>> =>
  request('GET', '/api/operation', operationSchema);
