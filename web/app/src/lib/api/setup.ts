/** The set-up of an empty store. */
import { type SetupResult, setupResultSchema } from '@liangma/shared/access/installation';
import { regionSchema } from '@liangma/shared/kernel/regions';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const stateSchema = v.variant('isSetUp', [
  v.object({ isSetUp: v.literal(true) }),
  v.object({
    isSetUp: v.literal(false),
    regions: v.array(regionSchema),
    origin: v.string(),
    hasPassphrase: v.boolean(),
  }),
]);
export type SetupState = v.InferOutput<typeof stateSchema>;

export const readSetup = (): Promise<Result<SetupState, Problem>> => request('GET', '/api/setup', stateSchema);

export const setUp = (asked: object): Promise<Result<SetupResult, Problem>> =>
  request('POST', '/api/setup', setupResultSchema, asked);
