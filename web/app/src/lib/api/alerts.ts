import { closingSchema } from '@liangma/shared/alerts/alerts';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

export const closeAlert = (id: string, note: string): Promise<Result<unknown, Problem>> =>
  request('POST', `/api/alerts/${encodeURIComponent(id)}/close`, v.object({ closed: closingSchema }), { note });
