import type { Result } from '@liangma/shared/kernel/result';
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const reply = v.object({ version: v.number(), matters: v.array(matterSchema) });

export interface MatterList {
  readonly version: number;
  readonly matters: readonly Matter[];
}

export const listMatters = (): Promise<Result<MatterList, Problem>> => request('GET', '/api/matters', reply);
