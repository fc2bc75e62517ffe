import type { Day } from '@liangma/shared/kernel/instant';
import type { Result } from '@liangma/shared/kernel/result';
import { type QuietPeriod, type QuietTerms, quietPeriodSchema } from '@liangma/shared/quiet-periods/quiet-period';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const many = v.pipe(
  v.object({ periods: v.array(quietPeriodSchema) }),
  v.transform(({ periods }) => periods),
);
const one = v.pipe(
  v.object({ period: quietPeriodSchema }),
  v.transform(({ period }) => period),
);

/** Arrangements that concern the own region, the ended ones too. */
export const readQuietPeriods = (): Promise<Result<QuietPeriod[], Problem>> =>
  request('GET', '/api/quiet-periods', many);

export const arrangeQuietPeriod = (terms: QuietTerms): Promise<Result<QuietPeriod, Problem>> =>
  request('POST', '/api/quiet-periods', one, terms);

/** `until`: the last day on which it is in force. */
export const endQuietPeriod = (id: string, until: Day): Promise<Result<QuietPeriod, Problem>> =>
  request('POST', `/api/quiet-periods/${encodeURIComponent(id)}/end`, one, { until });
