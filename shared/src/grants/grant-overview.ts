/** The grants of an agency, and all that giving one is judged by: the desk sees what the server will say. */
import * as v from 'valibot';
import { policySchema } from '../compliance/policy.ts';
import { deviceIdSchema } from '../kernel/ids.ts';
import { regionSchema } from '../kernel/regions.ts';
import { agencySchema } from '../registry/agency.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { givenGrantSchema } from './grant-terms.ts';

export const grantOverviewSchema = v.object({
  /** GRANT-1: the person who asks and the head for whom he stands in, as far as they are officers: none gets a grant from him. */
  givers: v.array(v.string()),
  now: v.number(),
  agency: agencySchema,
  policy: policySchema,
  /** Its own and those below: where a grant can be good for. */
  regions: v.array(regionSchema),
  grants: v.array(v.object({ grant: givenGrantSchema, used: v.number() })),
  /** Devices of the agency's officers, for one of which a grant can be given. */
  devices: v.array(
    v.object({ id: deviceIdSchema, officer: officerIdSchema, enrolledAt: v.number(), lastContactAt: v.number() }),
  ),
});
export type GrantOverview = v.InferOutput<typeof grantOverviewSchema>;
export type ListedGrant = GrantOverview['grants'][number];
