/** Checks of an officer's device before it signs a code by itself. */
import type { Policy } from '../compliance/policy.ts';
import { hasWords } from '../compliance/reason.ts';
import { dayOf, type Instant, windowOf } from '../kernel/instant.ts';
import { covers } from '../kernel/regions.ts';
import { inWhoseName } from '../registry/agency.ts';
import type { Grant } from '../task-code/grant.ts';
import type { GrantedCode } from '../task-code/granted-code.ts';
import type { Reference } from '../tasks/task.ts';
import { type GivenGrant, type GrantSource, stateOfGrant } from './grant-terms.ts';

/** Content of the form at the door. Times are in seconds, as in codes. */
export interface CodeWish {
  readonly enterprise: { readonly id: string; readonly name: string; readonly region: string } | undefined;
  readonly matters: readonly string[];
  /** Places in the officers of the grant. */
  readonly officers: readonly number[];
  readonly notBefore: number;
  readonly expires: number;
  readonly source: GrantSource | undefined;
  /** FREQ-6. Undefined until it is complete. */
  readonly reference: Reference | undefined;
  readonly whyOnSite: string;
}

export const ISSUE_FINDINGS = [
  'grant-not-begun',
  'grant-ended',
  'grant-over',
  'grant-used-up',
  'no-enterprise',
  'enterprise-outside',
  'no-matter',
  'matter-not-granted',
  'too-few-officers',
  'window-outside',
  'no-source',
  'no-reference',
  'no-reason',
] as const;
export type IssueFinding = (typeof ISSUE_FINDINGS)[number];

/**
 * [GRANT-4] A code under a grant stays within it: refused on the device, before anything is signed. With a source that
 * cannot be foreseen and its reference (FREQ-6), a reason why one has to enter (OFF-1), as many officers as any inspection
 * needs (QUAL-3), and for no longer than one may last (APR-3).
 */
export function assessIssuing(
  wish: CodeWish,
  grant: GivenGrant,
  issued: number,
  policy: Pick<Policy, 'minOfficers' | 'longestWindow' | 'reasonCharacters'>,
  now: Instant,
): IssueFinding[] {
  const { enterprise, matters, officers } = wish;
  const known = officers.filter((place) => place < grant.officers.length);
  const granted = (id: string) => grant.matters.length === 0 || grant.matters.some((matter) => matter === id);
  const window = windowOf(wish);
  const isShort = window.from < window.to && window.to - window.from <= policy.longestWindow;
  const inTime = isShort && window.from >= grant.window.from && window.to <= grant.window.to;
  const hasReference = wish.reference !== undefined && wish.reference.date <= dayOf(now);
  return [
    ...stateFindings(grant, issued, now),
    ...found('no-enterprise', !enterprise),
    ...found('enterprise-outside', enterprise !== undefined && !covers(grant.region, enterprise.region)),
    ...found('no-matter', matters.length === 0),
    ...found('matter-not-granted', !matters.every(granted)),
    ...found('too-few-officers', new Set(known).size < policy.minOfficers || known.length < officers.length),
    ...found('window-outside', !inTime),
    ...found('no-source', wish.source === undefined),
    ...found('no-reference', !hasReference),
    ...found('no-reason', !hasWords(wish.whyOnSite, policy)),
  ];
}

/** Returns what prevents any code under the grant now. */
export function stateFindings(grant: GivenGrant, issued: number, now: Instant): IssueFinding[] {
  const state = stateOfGrant(grant, now);
  return [
    ...found('grant-not-begun', state === 'coming'),
    ...found('grant-ended', state === 'ended'),
    ...found('grant-over', state === 'over'),
    ...found('grant-used-up', issued >= grant.maxCodes),
  ];
}

const found = (code: IssueFinding, holds: boolean): IssueFinding[] => (holds ? [code] : []);

/** Builds the claims of a wish without findings. `nth` is 0, because only the server can count. */
export function codeOfWish(
  wish: CodeWish & { readonly enterprise: NonNullable<CodeWish['enterprise']> },
  { number, catalog, officers }: { readonly number: number; readonly catalog: number; readonly officers: number },
): GrantedCode {
  const { enterprise, matters, notBefore, expires } = wish;
  const places = [...new Set(wish.officers)].sort((a, b) => a - b);
  return {
    number,
    enterprise: enterprise.id,
    enterpriseName: enterprise.name,
    region: enterprise.region,
    notBefore,
    expires,
    kind: 'case',
    matters,
    catalog,
    nth: 0,
    step: 0,
    officers: places.length === officers ? [] : places,
  };
}

/** Returns the signed part of a given grant: seconds inside its window, certificates instead of ids. */
export const grantToSign = (
  given: Omit<GivenGrant, 'id' | 'given' | 'ended' | 'reason' | 'device' | 'holder'>,
  deviceKey: Uint8Array,
): Grant => ({
  agency: inWhoseName(given.agency).id,
  agencyName: inWhoseName(given.agency).name,
  deviceKey,
  kinds: ['case'],
  matters: given.matters,
  notBefore: Math.ceil(given.window.from / 1000),
  expires: Math.floor(given.window.to / 1000),
  officers: given.officers.map(({ name, certificate }) => ({ name, certificate })),
  regionPrefix: given.region,
  maxCodes: given.maxCodes,
  statusShard: given.statusEntry.shard,
  statusIndex: given.statusEntry.index,
  reportHours: given.reportHours,
});
