/**
 * 离线签发授权: what the head of an agency lets the device of one officer do without network. `GrantTerms` is what is
 * filled in at the desk, `GivenGrant` what is kept of it; the signed form of it is `task-code/grant.ts`.
 */
import * as v from 'valibot';
import { deviceIdSchema } from '../kernel/ids.ts';
import { windowSchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import { matterIdSchema } from '../matters/matter.ts';
import { agencyRefSchema } from '../registry/agency.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { EXEMPT_SOURCES, stampSchema, statusEntrySchema, taskOfficerSchema } from '../tasks/task.ts';

/**
 * Sources that cannot be foreseen, and so may be approved in advance by bounds: the clues that the Opinion names (投诉举报,
 * 转办交办, 数据监测) and the enterprise's own request. What is planned or deployed as a campaign can be applied for.
 */
export const GRANT_SOURCES = EXEMPT_SOURCES;
export type GrantSource = (typeof GRANT_SOURCES)[number];

/** The reference that codes name it by, as hex. */
export const grantIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/), v.brand('GrantId'));
export type GrantId = v.InferOutput<typeof grantIdSchema>;

const reason = v.pipe(v.string(), v.trim(), v.maxLength(500));
/** More would make an inline code too dense to read. */
const MOST_OFFICERS = 8;
const MOST_MATTERS = 30;

export const grantTermsSchema = v.object({
  device: deviceIdSchema,
  officers: v.pipe(v.array(officerIdSchema), v.maxLength(MOST_OFFICERS)),
  /** Empty for all matters of the agency. */
  matters: v.pipe(v.array(matterIdSchema), v.maxLength(MOST_MATTERS)),
  region: regionCodeSchema,
  maxCodes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  window: windowSchema,
  reason,
});
export type GrantTerms = v.InferOutput<typeof grantTermsSchema>;

export const givenGrantSchema = v.object({
  ...grantTermsSchema.entries,
  id: grantIdSchema,
  agency: agencyRefSchema,
  /** Officer who holds the device. */
  holder: officerIdSchema,
  /** In the order of the signed grant: codes name them by place. */
  officers: v.array(taskOfficerSchema),
  /** Its own bit in the status list; the n-th code has the n-th after it. */
  statusEntry: statusEntrySchema,
  reportHours: v.number(),
  given: stampSchema,
  ended: v.nullable(v.object({ ...stampSchema.entries, reason })),
});
export type GivenGrant = v.InferOutput<typeof givenGrantSchema>;

export const GRANT_STATES = ['coming', 'running', 'ended', 'over'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** `ended` by a person, `over` by its time. */
export function stateOfGrant({ window, ended }: Pick<GivenGrant, 'window' | 'ended'>, now: number): GrantState {
  if (ended) return 'ended';
  if (now >= window.to) return 'over';
  return now < window.from ? 'coming' : 'running';
}
