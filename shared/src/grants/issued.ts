/** A code issued on site: what the device tells of it, and the task that it makes. */
import * as v from 'valibot';
import type { TaskId } from '../kernel/ids.ts';
import { type Instant, windowOf } from '../kernel/instant.ts';
import type { MatterId } from '../matters/matter.ts';
import type { Claims } from '../task-code/claims.ts';
import { optionalReferenceSchema, type Stamp, type StatusEntry, type Task, type TaskIn } from '../tasks/task.ts';
import { type GivenGrant, GRANT_SOURCES } from './grant-terms.ts';

export const codeIssuedSchema = v.object({
  /** With the grant inline, whatever was shown: evidence that is whole. */
  code: v.pipe(v.string(), v.minLength(1), v.maxLength(4000)),
  source: v.picklist(GRANT_SOURCES),
  /** FREQ-6. Our app asks for it; supervisors are told of a code without one. */
  reference: optionalReferenceSchema,
  /** OFF-1. */
  whyOnSite: v.pipe(v.string(), v.regex(/\S/), v.maxLength(500)),
});
export type CodeIssued = v.InferOutput<typeof codeIssuedSchema>;

export interface OnSite {
  readonly id: TaskId;
  readonly claims: Claims;
  readonly statement: CodeIssued;
  readonly grant: GivenGrant;
  readonly enterprise: Task['enterprise'];
  readonly matters: readonly MatterId[];
  /** 0 where only the server can count. */
  readonly nth: number;
  readonly statusEntry: StatusEntry;
  /** The officer whose device it is, at the time of that device. */
  readonly by: Stamp;
  /** The server's clock; absent on a device. */
  readonly reportedAt?: Instant;
}

/** Applied for by the officer on the spot, approved beforehand by who gave the grant. */
export const taskOnSite = ({
  id,
  claims,
  statement,
  grant,
  enterprise,
  matters,
  nth,
  statusEntry,
  by,
  reportedAt,
}: OnSite) =>
  ({
    state: 'issued',
    id,
    rev: 1,
    agency: grant.agency,
    enterprise,
    type: 'case',
    source: statement.source,
    matters: [...matters],
    officers: grant.officers.filter(({ certificate }) => claims.officers.some((o) => o.certificate === certificate)),
    assistants: 0,
    window: windowOf(claims),
    reference: statement.reference,
    whyOnSite: statement.whyOnSite,
    reasons: {},
    nth,
    applied: by,
    approved: grant.given,
    code: statement.code,
    statusEntry,
    scans: [],
    grant: {
      id: grant.id,
      number: claims.issuedUnder?.number ?? 0,
      ...(reportedAt === undefined ? {} : { reportedAt }),
    },
  }) satisfies TaskIn<'issued'>;

/** Account that withdraws a code that its grant did not allow. */
export const SYSTEM = 'system';

/** Why a code is void from the moment the server sees it: the reason of its withdrawal, with words in every language. */
export const VOID_REASONS = [
  'outside-bounds',
  'enterprise-unknown',
  'enterprise-elsewhere',
  'matter-not-allowed',
  'too-few-officers',
  'number-used-twice',
  'grant-ended',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** Undefined for what a person wrote. */
export const voidReasonOf = (by: Stamp, reason: string): VoidReason | undefined =>
  by.by === SYSTEM ? VOID_REASONS.find((one) => one === reason) : undefined;
