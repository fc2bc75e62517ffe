import { type GivenGrant, type GrantTerms, givenGrantSchema } from '@liangma/shared/grants/grant-terms';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { regionSchema } from '@liangma/shared/kernel/regions';
import type { Result } from '@liangma/shared/kernel/result';
import { agencySchema } from '@liangma/shared/registry/agency';
import { officerIdSchema } from '@liangma/shared/registry/officer';
import * as v from 'valibot';
import { policySchema } from './applications.ts';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const deviceSchema = v.object({
  ...{ id: deviceIdSchema, officer: officerIdSchema },
  ...{ enrolledAt: v.number(), lastContactAt: v.number() },
});

const grantsSchema = v.object({
  now: v.number(),
  agency: agencySchema,
  policy: policySchema,
  regions: v.array(regionSchema),
  grants: v.array(v.object({ grant: givenGrantSchema, used: v.number() })),
  devices: v.array(deviceSchema),
});
export type Grants = v.InferOutput<typeof grantsSchema>;
export type ListedGrant = Grants['grants'][number];

const one = v.pipe(
  v.object({ grant: givenGrantSchema }),
  v.transform(({ grant }) => grant),
);

/** Of the own agency, with all that giving one is judged by. */
export const listGrants = (): Promise<Result<Grants, Problem>> => request('GET', '/api/grants', grantsSchema);

export const giveGrant = (terms: GrantTerms): Promise<Result<GivenGrant, Problem>> =>
  request('POST', '/api/grants', one, { terms });

export const endGrant = (id: string, reason: string): Promise<Result<GivenGrant, Problem>> =>
  request('POST', `/api/grants/${id}/end`, one, { reason });
