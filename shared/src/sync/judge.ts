/**
 * The server's verdict on one pushed event whose signature holds. Pure: everything it needs is loaded before. One case,
 * one rule: SYNC-1 to SYNC-5, SYNC-7, SYNC-9 (its moments in barred.ts), SYNC-11, SHOW-1, SHOW-2, EVAL-1, EVAL-2; codes
 * issued on site in judge-issued.ts, answers carried for an enterprise in return-route.ts, what an officer's event
 * tells supervisors in site-alerts.ts.
 */

import type { Evidence } from '../alerts/alert.ts';
import type { AlertCode, FoundAlert } from '../alerts/alert-rules.ts';
import type { Policy } from '../compliance/policy.ts';
import type { ServerLimits } from '../compliance/server-limits.ts';
import { type Barred, barredAt, type Suspension } from '../devices/barred.ts';
import type { Instant } from '../kernel/instant.ts';
import type { AnswerContent } from '../protocol/answer.ts';
import { type Replaced, replacementTrouble } from '../protocol/correction.ts';
import type { RejectCode } from '../protocol/documents.ts';
import { type EventIn, isTaskEvent, type LiangmaEvent, taskOf } from '../protocol/event.ts';
import { REFUSE_REASONS, type Reason, type Verdict } from '../task-code/verify.ts';
import { hasAnswered } from '../tasks/door-keys.ts';
import type { DoorProof, Task } from '../tasks/task.ts';
import { hasCode, transition } from '../tasks/transition.ts';
import { type Chain, linkAlert, missingBefore } from './chain.ts';
import { commandOf } from './command.ts';
import { doorProof } from './door-proof.ts';
import { evaluationOpen } from './evaluation-period.ts';
import { type IssuingFacts, judgeIssued } from './judge-issued.ts';
import { judgeOfRegion } from './judge-region.ts';
import { acceptCarried, type Carried, type Twin } from './return-route.ts';
import { refusalAlert, siteAlerts } from './site-alerts.ts';
import { isIncurable, isStranger, mayWait } from './stranger.ts';

export interface SendingDevice extends Chain {
  /** The officer it is enrolled to; null for an anonymous browser. */
  readonly officer: string | null;
  readonly revokedAt: Instant | null;
  /** Suspensions of the device's officer; absent if there are none. */
  readonly suspensions?: readonly Suspension[];
  /** The latest moment that earlier events of its chain state; absent where no rule depends on it. */
  readonly latestAt?: Instant;
}

export interface JudgeFacts {
  readonly event: LiangmaEvent;
  readonly hash: string;
  /** Hash of an event already kept under this id. */
  readonly known: string | undefined;
  readonly device: SendingDevice;
  readonly task: Task | undefined;
  /** For an event of a region: true if the server has this region. */
  readonly regionKnown?: boolean;
  /** Verdict on the code that the event carries, at the device's time; undefined for other events. */
  readonly code: Verdict | undefined;
  /** Registry facts about a code issued on site; undefined for other events, and without such a grant. */
  readonly issuing?: IssuingFacts | undefined;
  /** Content of the return QR that the event carries; `code` is then the task's code at the time of the answer. */
  readonly carried?: Carried | undefined;
  /** Comparison of an enterprise's answer, sent by itself or carried, with what arrived before under its id. */
  readonly twin?: Twin | undefined;
  /** The event that this one replaces; undefined if the server never stored it. */
  readonly replaced?: Replaced | undefined;
  /** The code of this task was issued on site, and is in quarantine itself. */
  readonly awaitsDecision?: boolean;
  /** The event has waited for an earlier one as long as the policy allows. */
  readonly forced?: boolean;
  /** Supervisors have decided that it counts although its device was barred. */
  readonly released?: boolean;
  /** Other events of this device that wait; asked for keys alone that are enrolled to nobody. */
  readonly waiting?: number;
  /** For a record: true if an officer's device has shown the code of its task. */
  readonly shown?: boolean;
  /** For an evaluation: the number of other keys that have evaluated its task. */
  readonly otherKeys?: number;
  readonly now: Instant;
  /** The server's time of arrival; absent for an event that has just arrived. */
  readonly arrivedAt?: Instant;
  readonly policy: Policy;
  readonly limits: Pick<ServerLimits, 'strangerWaiting'>;
}

export type Judgement =
  | { readonly kind: 'again' }
  | { readonly kind: 'wait' }
  /** Neither judged nor kept: the device sends it again later. */
  | { readonly kind: 'defer' }
  | { readonly kind: 'quarantine'; readonly barred: Barred; readonly alerts: readonly AlertCode[] }
  | (Refused & { readonly alerts: readonly AlertCode[] })
  /** `task` as it is afterwards; undefined for an event of a region. */
  | (AlertsFound & { readonly kind: 'accept'; readonly task: Task | undefined });

interface AlertsFound {
  readonly alerts: readonly AlertCode[];
  /** Values behind those alerts of which the event does not say everything; absent without any. */
  readonly evidence?: Partial<Record<AlertCode, Evidence>>;
}

interface Refused {
  readonly kind: 'reject';
  readonly code: RejectCode;
  readonly reasons: readonly string[];
}

type Judged = Exclude<Judgement, { kind: 'reject' }> | Refused;

/** [SYNC-3] An event after a gap waits until the gap fills, or for as long as the policy says; then it is judged. */
export function judgeEvent(facts: JudgeFacts): Judgement {
  const { event, known, hash, device } = facts;
  if (known !== undefined) return judgeRepeated(known, hash);
  const isEarly = missingBefore(event.seq, device) !== undefined && !facts.forced;
  if (isStranger(device)) return judgeStranger(facts, isEarly);
  if (isEarly) return { kind: 'wait' };
  const judged = judge(facts);
  return judged.kind === 'reject' ? { ...judged, alerts: chainAlerts(facts) } : judged;
}

/** Anybody can make a key: how its chain goes is not told of what is refused, and few events of it wait (SYNC-22). */
function judgeStranger(facts: JudgeFacts, isEarly: boolean): Judgement {
  const judged = judge(facts);
  if (judged.kind === 'reject' && (!isEarly || isIncurable(judged.code))) return { ...judged, alerts: [] };
  if (judged.kind !== 'wait' && judged.kind !== 'reject' && !isEarly) return judged;
  return { kind: mayWait(facts.waiting ?? 0, facts.limits) ? 'wait' : 'defer' };
}

function judge(facts: JudgeFacts): Judged {
  const { event, task } = facts;
  if (!isTaskEvent(event)) return judgeReport(facts);
  if (event.type === 'code-issued') return judgeOnSite(facts, event);
  const barred = barredNow(facts);
  if (!task) return judgeWithoutTask(facts, barred);
  if (barred) return quarantine(facts, barred);
  const refused = refusal(facts, task);
  if (refused) return refused;
  // If two answers under one id differ, the first stands, both are stored, and a person looks.
  const proof = proofOf(facts, task);
  const command = facts.twin === 'different' ? undefined : commandOf(event, evidenceOf(facts, proof));
  const next = command ? transition(task, command) : undefined;
  if (next && !next.ok) return reject('wrong-state');
  const after = next?.value ?? task;
  return { kind: 'accept', task: after, ...foundIn(alertsOf(facts, task, after, proof)) };
}

function judgeReport(facts: JudgeFacts): Judged {
  const judged = judgeOfRegion(facts.device, facts.regionKnown ?? false);
  if (!judged.ok) return reject(judged.error);
  const found = siteAlerts({ event: facts.event, now: arrivalOf(facts), policy: facts.policy });
  return { kind: 'accept', task: undefined, ...foundIn([...found, ...plain(chainAlerts(facts))]) };
}

const arrivalOf = ({ arrivedAt, now }: JudgeFacts): Instant => arrivedAt ?? now;

/** A released event takes effect at its release, so its days count from then (EVAL-6). */
const evidenceOf = (facts: JudgeFacts, proof: DoorProof | undefined) => ({
  proof,
  latestAt: facts.device.latestAt,
  receivedAt: facts.released ? facts.now : arrivalOf(facts),
});

/**
 * Returns the proof of an answer at the door. The device of an officer who enters it for a person without phone carries
 * it.
 */
function proofOf(facts: JudgeFacts, task: Task): DoorProof | undefined {
  const { event, device, code, carried, policy } = facts;
  const answeredAt = carried?.answer.ok ? carried.answer.value.at : event.at;
  const carriedAt = isAssigned(device, task) ? event.at : undefined;
  return doorProof({ answeredAt, carriedAt, code, now: arrivalOf(facts) }, task, policy);
}

/** [SYNC-1] The same bytes again are accepted again. [SYNC-2] Other bytes under a used id are refused; both stay. */
const judgeRepeated = (known: string, hash: string): Judgement =>
  known === hash ? { kind: 'again' } : { ...reject('id-reused'), alerts: [] };

function judgeOnSite(facts: JudgeFacts, event: EventIn<'code-issued'>): Judged {
  const { code, task, issuing, now, policy } = facts;
  const judged = judgeIssued({ event, code, task, issuing, now, policy });
  if (!judged.ok) return reject(judged.error.code, judged.error.reasons);
  const barred = barredNow(facts);
  if (barred) return quarantine(facts, barred);
  const { task: next, alerts } = judged.value;
  return { kind: 'accept', task: next, ...foundIn([...plain(alerts), ...alertsOf(facts, next, next, undefined)]) };
}

/** An enterprise's phone may find the network before the device that issued the code under a grant. */
const isAwaited = ({ event, code }: JudgeFacts): boolean =>
  code?.claims?.issuedUnder !== undefined && code.claims.task === taskOf(event);

function judgeWithoutTask(facts: JudgeFacts, barred: Barred | undefined): Judged {
  if (barred && facts.awaitsDecision) return quarantine(facts, barred);
  return isAwaited(facts) && !facts.forced ? { kind: 'wait' } : reject('unknown-task');
}

/** [SYNC-9] Barred: into quarantine; what supervisors released counts as ever. */
const barredNow = (facts: JudgeFacts): Barred | undefined =>
  facts.released ? undefined : barredAt(facts.event.at, { ...facts.device, arrivedAt: arrivalOf(facts) });

const quarantine = (facts: JudgeFacts, barred: Barred): Judged => ({
  kind: 'quarantine',
  barred,
  alerts: chainAlerts(facts),
});

function refusal(facts: JudgeFacts, task: Task): Judged | undefined {
  const { event, device, code } = facts;
  const trouble = replacementTrouble(event, facts.replaced);
  if (trouble) return reject(trouble);
  switch (event.type) {
    case 'scan':
    case 'refusal':
      return judgeCode(event.type, task, code);
    case 'acknowledgement-scanned':
      return judgeCarried(facts, task);
    case 'evaluation':
      return judgeEvaluation(facts, task);
    default:
      return isAssigned(device, task) ? undefined : reject('not-assigned');
  }
}

/** [SHOW-1] The code is checked again here. A refusal may name a code that is not genuine: that is often its ground. */
function judgeCode(answer: AnswerContent['type'], task: Task, code: Verdict | undefined): Judged | undefined {
  const signed = code?.claims !== undefined && code.claims.task === task.id;
  if (!signed) return reject('code-refused', code?.reasons ?? []);
  if (answer === 'scan' && code.reasons.some(isFinal)) return reject('code-refused', code.reasons);
  return undefined;
}

/**
 * [SHOW-2] Two clocks decide if a live code was read too late, so `copied` alone never costs an enterprise its answer.
 */
const isFinal = (reason: Reason): boolean =>
  reason !== 'copied' && (REFUSE_REASONS as readonly Reason[]).includes(reason);

/** [SYNC-7] Judges a carried answer like the enterprise's own event, including quarantine (SYNC-9). */
function judgeCarried(facts: JudgeFacts, task: Task): Judged | undefined {
  const { carried, device, code, released } = facts;
  const carrier = { officer: device.officer, arrivedAt: arrivalOf(facts) };
  const accepted = acceptCarried(carried && released ? { ...carried, revokedAt: null } : carried, carrier, task);
  if (accepted.ok) return judgeCode(accepted.value.content.type, task, code);
  const since = carried?.revokedAt ?? null;
  const isBarred = accepted.error === 'device-revoked' && since !== null;
  return isBarred ? quarantine(facts, { reason: 'device-revoked', since }) : reject(accepted.error);
}

/**
 * [EVAL-2] No device of an officer evaluates. [EVAL-1] From the beginning of the inspection period, or from an answer
 * at the door where officers came before it, until the days are over. It does not wait for the record, because all
 * later events of its browser would wait behind it, the refusal of another inspection too. EVAL-5 says which evaluation
 * counts.
 */
function judgeEvaluation({ event, device, policy, now, ...facts }: JudgeFacts, task: Task): Judged | undefined {
  if (device.officer !== null) return reject('officer-cannot-evaluate');
  const hasBegun = 'record' in task || (hasCode(task) && now >= task.window.from - policy.clockSkew);
  if (!hasBegun && !hasAnswered(task, event.device)) return reject('not-inspected');
  const arrivedAt = facts.arrivedAt ?? now;
  return evaluationOpen(task, { at: event.at, now: arrivedAt }, policy) ? undefined : reject('evaluation-closed');
}

const isAssigned = (device: SendingDevice, task: Task): boolean =>
  task.officers.some((officer) => officer.id === device.officer);

/** Alerts that an accepted event raises. [SYNC-9] So is what a suspended officer sends afterwards as done before. */
function alertsOf(facts: JudgeFacts, task: Task, next: Task, proof: DoorProof | undefined): FoundAlert[] {
  const { event, device, released, policy, otherKeys, shown } = facts;
  const arrivedAt = arrivalOf(facts);
  const site = siteAlerts({
    event,
    task,
    next,
    now: arrivedAt,
    policy,
    ...(shown === undefined ? {} : { shown }),
    ...(otherKeys === undefined ? {} : { otherKeys }),
  });
  const late: AlertCode[] = [];
  if (!released && barredAt(arrivedAt, { ...device, latestAt: 0, arrivedAt })) late.push('sent-after-barred');
  if (!isClockOff(facts) && event.type === 'scan' && facts.code?.reasons.includes('copied')) late.push('code-copied');
  return [...plain([...answerAlerts(facts, task, next, proof), ...chainAlerts(facts)]), ...site, ...plain(late)];
}

const plain = (codes: readonly AlertCode[]): FoundAlert[] => codes.map((code) => ({ code, evidence: {} }));

function foundIn(found: readonly FoundAlert[]): AlertsFound {
  const withEvidence = found.filter(({ evidence }) => Object.keys(evidence).length > 0);
  const alerts = found.map(({ code }) => code);
  if (withEvidence.length === 0) return { alerts };
  return { alerts, evidence: Object.fromEntries(withEvidence.map(({ code, evidence }) => [code, evidence])) };
}

/** [SYNC-3] Returns alerts about the place in the chain and the clock; raised once, when the event arrives. */
function chainAlerts(facts: JudgeFacts): AlertCode[] {
  const { event, hash, device, released } = facts;
  if (released) return [];
  const link = linkAlert({ ...event, hash }, device);
  return [...(link ? [link] : []), ...(isClockOff(facts) ? (['clock-off'] as const) : [])];
}

/** Returns the alerts about an answer at the door; raised once, by whichever route it arrives first. */
function answerAlerts(
  { event, device, carried, twin }: JudgeFacts,
  task: Task,
  next: Task,
  proof: DoorProof | undefined,
): AlertCode[] {
  const alerts: AlertCode[] = twin === 'different' ? ['answers-differ'] : [];
  const answered = carried?.answer.ok ? carried.answer.value.content.type : event.type;
  // It was told when it came the first way, unless only this way proves it (SHOW-5).
  const endsNow = task.state !== 'refused' && next.state === 'refused';
  if (twin === 'same') return endsNow ? [...alerts, 'enterprise-refused'] : alerts;
  const answeredAt = carried?.answer.ok ? carried.answer.value.at : event.at;
  if (answered === 'refusal') alerts.push(refusalAlert(task, answeredAt, proof));
  const officer = carried ? carried.officer : device.officer;
  const assisted = event.type === 'scan' && event.data.channel === 'assisted';
  if (answered === 'scan' && !assisted && officer !== null) alerts.push('scanned-by-officer');
  return alerts;
}

/** [SYNC-11] Ahead of the server, or behind the step of a live code that it has read. */
function isClockOff({ event, code, carried, now, policy }: JudgeFacts): boolean {
  const latest = Math.max(event.at, carried?.answer.ok ? carried.answer.value.at : 0);
  return latest > now + policy.clockSkew || (code?.reasons.includes('clock-suspect') ?? false);
}

const reject = (code: RejectCode, reasons: readonly string[] = []): Refused => ({ kind: 'reject', code, reasons });
