import { type Region, regionSchema } from '@liangma/shared/kernel/regions';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

const reply = v.pipe(
  v.object({ regions: v.array(regionSchema) }),
  v.transform(({ regions }) => regions),
);

/** Regions whose code begins so, the region itself too. */
export const readRegions = (under: string): Promise<Result<Region[], Problem>> =>
  request('GET', `/api/regions${query({ under })}`, reply);
