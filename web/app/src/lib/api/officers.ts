import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const reply = v.object({ from: v.number(), until: v.nullable(v.number()) });

/** [SYNC-9] From now on nothing that the officer does counts by itself. */
export const suspendOfficer = (id: string, reason: string): Promise<Result<unknown, Problem>> =>
  request('POST', `/api/officers/${encodeURIComponent(id)}/suspension`, reply, { reason });

export const reinstateOfficer = (id: string): Promise<Result<unknown, Problem>> =>
  request('POST', `/api/officers/${encodeURIComponent(id)}/reinstatement`, reply, {});
