/**
 * The server's verdict on a code that a device issued by itself under a grant: SYNC-10 and LATE-3. Nothing that
 * happened at a door is thrown away: a code that its grant did not allow becomes a task all the same, withdrawn.
 */

import type { AlertCode } from '../alerts/alert-rules.ts';
import type { Visit } from '../compliance/facts.ts';
import { nthThisYear } from '../compliance/frequency.ts';
import type { Policy } from '../compliance/policy.ts';
import { mattersPublished } from '../compliance/subject.ts';
import type { GivenGrant } from '../grants/grant-terms.ts';
import { SYSTEM, taskOnSite, type VoidReason } from '../grants/issued.ts';
import { HOUR, type Instant, SECOND, windowOf } from '../kernel/instant.ts';
import { covers, type RegionCode } from '../kernel/regions.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Matter } from '../matters/matter.ts';
import type { RejectCode } from '../protocol/documents.ts';
import type { EventIn } from '../protocol/event.ts';
import type { Agency } from '../registry/agency.ts';
import type { Claims } from '../task-code/claims.ts';
import type { Verdict } from '../task-code/verify.ts';
import type { StatusEntry, Task, TaskIn } from '../tasks/task.ts';
import { transition } from '../tasks/transition.ts';

/** The registry's facts about a code under a grant that the server holds. */
export interface IssuingFacts {
  readonly grant: GivenGrant;
  readonly agency: Agency;
  readonly matters: readonly Matter[];
  /** The registry's entry; without one, the details that the code states. */
  readonly enterprise: Task['enterprise'];
  readonly enterpriseKnown: boolean;
  readonly visits: readonly Visit[];
  readonly officer: { readonly account: string; readonly name: string };
  /** The bit of this code; another one where its number lies outside the block of the grant. */
  readonly statusEntry: StatusEntry;
}

export interface IssuedEvent {
  readonly event: EventIn<'code-issued'>;
  /** At the time of the device, before any withdrawal. */
  readonly code: Verdict | undefined;
  /** The task of this grant and number, if there is one already. */
  readonly task: Task | undefined;
  readonly issuing: IssuingFacts | undefined;
  readonly now: Instant;
  readonly policy: Policy;
}

export type Issued = Result<
  { readonly task: Task; readonly alerts: readonly AlertCode[] },
  { readonly code: RejectCode; readonly reasons: readonly string[] }
>;

/** [SYNC-10] Bounds exceeded offline: kept, the code void, supervisors told. */
export function judgeIssued({ event, code, task, issuing, now, policy }: IssuedEvent): Issued {
  const claims = code?.claims;
  if (!code || !claims?.issuedUnder || claims.task !== event.task) {
    return err({ code: 'code-refused', reasons: code?.reasons ?? [] });
  }
  if (issuing?.grant.id !== claims.issuedUnder.grant) return err({ code: 'code-refused', reasons: ['grant-invalid'] });
  if (issuing.grant.device !== event.device) return err({ code: 'device-mismatch', reasons: [] });
  const late = reportedLate(claims, issuing.grant, now);
  if (task) return again(task, claims, now, late);
  const reason = voidReason(code, claims, issuing, policy);
  const made = newTask(event, claims, issuing, now);
  return ok({
    task: reason ? voided(made, reason, now) : made,
    alerts: [...(reason ? [alertOf(reason)] : []), ...withoutReference(event), ...late],
  });
}

/** The same code, signed afresh in another step, changes nothing; another one under the same number is void. */
function again(task: Task, claims: Claims, now: Instant, late: readonly AlertCode[]): Issued {
  if (isSame(task, claims)) return ok({ task, alerts: [] });
  return ok({
    task: task.state === 'issued' ? voided(task, 'number-used-twice', now) : task,
    alerts: ['grant-exceeded', ...late],
  });
}

export function isSame(task: Task, claims: Claims): boolean {
  const { from, to } = windowOf(claims);
  return (
    task.enterprise.id === claims.enterprise &&
    task.window.from === from &&
    task.window.to === to &&
    task.matters.join() === claims.matters.join() &&
    certificates(task.officers) === certificates(claims.officers)
  );
}

const certificates = (officers: readonly { readonly certificate: string }[]): string =>
  officers.map(({ certificate }) => certificate).join();

/** The bounds as signed, then what only the registry knows, then whether the grant still ran. */
function voidReason(
  code: Verdict,
  claims: Claims,
  { grant, agency, enterprise, enterpriseKnown, matters }: IssuingFacts,
  { minOfficers, longestWindow }: Policy,
): VoidReason | undefined {
  // [APR-3] A grant may run for weeks, a code under it not.
  const isLong = claims.expires - claims.notBefore > longestWindow / SECOND;
  if (isLong || code.reasons.includes('grant-exceeded')) return 'outside-bounds';
  if (!enterpriseKnown) return 'enterprise-unknown';
  if (!covers(grant.region, enterprise.region)) return 'enterprise-elsewhere';
  if (mattersPublished(subjectOf(claims, matters), { agency, matters }).length > 0) return 'matter-not-allowed';
  if (claims.officers.length < minOfficers) return 'too-few-officers';
  return grant.ended && claims.notBefore * SECOND >= grant.ended.at ? 'grant-ended' : undefined;
}

/** A matter that the registry does not know counts as none. */
function subjectOf(claims: Claims, known: readonly Matter[]): Pick<Task, 'matters' | 'window'> {
  const matters = claims.matters.flatMap((id) => known.filter((matter) => matter.id === id).map((m) => m.id));
  const window = windowOf(claims);
  return { matters: matters.length === claims.matters.length ? matters : [], window };
}

function newTask(
  event: EventIn<'code-issued'>,
  claims: Claims,
  issuing: IssuingFacts,
  reportedAt: Instant,
): TaskIn<'issued'> {
  const { grant, enterprise, agency, visits, matters, officer, statusEntry } = issuing;
  const window = windowOf(claims);
  return taskOnSite({
    id: event.task,
    claims,
    statement: event.data,
    grant,
    enterprise,
    statusEntry,
    matters: matters.filter(({ id }) => claims.matters.some((claimed) => claimed === id)).map(({ id }) => id),
    nth: nthThisYear({ window }, { visits, agency }),
    by: { at: event.at, by: officer.account, name: officer.name },
    reportedAt,
  });
}

function voided(task: TaskIn<'issued'>, reason: VoidReason, now: Instant): Task {
  const next = transition(task, { type: 'withdraw', by: { at: now, by: SYSTEM, name: '' }, reason });
  return next.ok ? next.value : task;
}

const alertOf = (reason: VoidReason): AlertCode => (reason === 'grant-ended' ? 'issued-after-end' : 'grant-exceeded');

/** [FREQ-6] A case on site names its reference too. Our app asks for it; a code without one is accepted and told. */
const withoutReference = ({ data }: EventIn<'code-issued'>): AlertCode[] =>
  data.reference ? [] : ['reference-missing'];

/** [LATE-3] A code issued offline is not late while it reaches the server in the hours that its grant gives. */
function reportedLate({ notBefore }: Claims, { reportHours }: GivenGrant, now: Instant): AlertCode[] {
  return now > notBefore * SECOND + reportHours * HOUR ? ['reported-late'] : [];
}

/** Region of a task whose enterprise is not in the registry: the device's claim counts only within its grant. */
export const regionOr = (claimed: string, granted: RegionCode): RegionCode =>
  /^\d{6}(\d{3})?$/.test(claimed) && covers(granted, claimed) ? claimed : granted;
