import { type GrantOverview, grantOverviewSchema } from '@liangma/shared/grants/grant-overview';
import { type GivenGrant, type GrantTerms, givenGrantSchema } from '@liangma/shared/grants/grant-terms';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const one = v.pipe(
  v.object({ grant: givenGrantSchema }),
  v.transform(({ grant }) => grant),
);

/** Lists the grants of the own agency, with all facts by which a new one is judged. */
export const listGrants = (): Promise<Result<GrantOverview, Problem>> =>
  request('GET', '/api/grants', grantOverviewSchema);

export const giveGrant = (terms: GrantTerms): Promise<Result<GivenGrant, Problem>> =>
  request('POST', '/api/grants', one, { terms });

export const endGrant = (id: string, reason: string): Promise<Result<GivenGrant, Problem>> =>
  request('POST', `/api/grants/${id}/end`, one, { reason });
