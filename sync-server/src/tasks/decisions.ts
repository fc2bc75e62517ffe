/** Opinion of the legal review, and decisions of the head of the agency: approve and sign the code, reject, confirm, withdraw. */

import type { Actor } from '@liangma/shared/access/authorise';
import { type Action, permittingPost } from '@liangma/shared/access/authorise';
import type { Post } from '@liangma/shared/access/post';
import { assess } from '@liangma/shared/compliance/assess';
import { withoutTask } from '@liangma/shared/compliance/facts';
import type { Finding } from '@liangma/shared/compliance/finding';
import { nthThisYear } from '@liangma/shared/compliance/frequency';
import { usedLimits } from '@liangma/shared/compliance/frequency/used-limits';
import { hasWords } from '@liangma/shared/compliance/reason';
import { storedFindings } from '@liangma/shared/compliance/stored-findings';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { inWhoseName } from '@liangma/shared/registry/agency';
import { type Claims, HASH_BYTES, statusEntryOf } from '@liangma/shared/task-code/claims';
import { issueCode } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { type Approver, isPartial } from '@liangma/shared/tasks/impartial';
import { agenciesOf, missingPartners, officersFrom } from '@liangma/shared/tasks/joining';
import type { FilingText } from '@liangma/shared/tasks/particulars';
import type { Review, Stamp, Task } from '@liangma/shared/tasks/task';
import { hasCode, type TaskCommand, type TransitionError, transition } from '@liangma/shared/tasks/transition';
import { applicationOf, isOvertaken } from '@liangma/shared/tasks/versions';
import { tellFindings } from '../alerts/finding-alerts.ts';
import { queueArchiving } from '../archive/archive.ts';
import type { Deps } from '../deps.ts';
import { cancelWaiting, tellApproved, tellWithdrawn } from '../notices/queue-messages.ts';
import { auditEntry, stampOf } from '../ports/audit.ts';
import { findRegistered, findTask } from '../ports/directory.ts';
import { committed, type Outcome, type Reads, unchanged, type Writes } from '../ports/store.ts';
import { agencyRefOf } from '../registry/agency-ref.ts';
import { loadFacts } from './applications.ts';
import { drawShortNumber } from './code-lookup.ts';
import { takeDocumentNumber } from './paper.ts';
import type { LiveCode } from './repository.ts';

export type Decision =
  | { readonly type: 'approve'; readonly opinion?: string }
  | { readonly type: 'review'; readonly review: Review }
  | { readonly type: 'confirm'; readonly opinion: string }
  | { readonly type: 'file-assistance'; readonly filing: FilingText }
  | { readonly type: 'reject' | 'return'; readonly reason: string }
  | { readonly type: 'withdraw'; readonly reason: string };

export type DecisionError =
  | { readonly code: 'not-found' | 'forbidden' | 'reason-too-short' | Exclude<TransitionError, 'partner-missing'> }
  /** QUAL-4: names of the partners whose agreement to the application as it is now is missing. */
  | { readonly code: 'partner-missing'; readonly partners: readonly string[] }
  | { readonly code: 'enterprise-ceased' }
  | { readonly code: 'conflict'; readonly current: Task }
  | { readonly code: 'findings'; readonly findings: readonly Finding[] };

type Decided = Result<Task, DecisionError>;

/**
 * `rev`: what the person looked at (SYNC-12). A withdrawal and a confirmation name none: they depend on the state alone, because
 * every scan by anybody is a new revision, and a code that leaked is being scanned.
 */
export async function decide(
  deps: Deps,
  actor: Actor,
  taskId: string,
  rev: number | undefined,
  decision: Decision,
): Promise<Decided> {
  const known = await deps.store.read((tx) => findTask(tx, taskId));
  if (!known) return err({ code: 'not-found' });
  const post = permittingPost(actor, ACTIONS[decision.type], deps.clock.now(), { agency: known.agency.id });
  if (!post) return err({ code: 'forbidden' });
  // An application that is returned comes back to be corrected: a word may say what.
  const isFinal = decision.type === 'reject' || decision.type === 'withdraw';
  if (isFinal && !hasWords(decision.reason, deps.policies.at(known.enterprise.region, deps.clock.now())))
    return err({ code: 'reason-too-short' });
  const shard = shardOf(known.enterprise.region);
  const { decided, seq } = await deps.store.write(async (tx) => {
    // Takes the shard first: from here on nobody else changes this task until the commit.
    const seq = await tx.shards.next(shard);
    const outcome = await decideIn(deps, tx, { actor, post, taskId, rev, decision, shard, seq });
    return { ...outcome, value: { decided: outcome.value, seq } };
  });
  if (decided.ok) deps.hints.publish({ collection: 'tasks', shard, seq });
  if (decided.ok && decision.type === 'withdraw') deps.trust.changed();
  return decided;
}

const ACTIONS = {
  approve: 'task.decide',
  reject: 'task.decide',
  return: 'task.decide',
  confirm: 'task.decide',
  review: 'task.review',
  withdraw: 'task.withdraw',
  'file-assistance': 'task.file',
} as const satisfies Record<Decision['type'], Action>;

/** Decisions after which a document says what it will always say. */
const SETTLING: readonly TaskCommand['type'][] = ['approve', 'reject', 'confirm'];

interface Request {
  readonly actor: Actor;
  /** Post by which the actor decides. */
  readonly post: Post;
  readonly taskId: string;
  readonly rev: number | undefined;
  readonly decision: Decision;
  readonly shard: string;
  readonly seq: number;
}

async function decideIn(
  deps: Deps,
  tx: Writes<
    | 'accounts'
    | 'alerts'
    | 'jobs'
    | 'matters'
    | 'messages'
    | 'officers'
    | 'places'
    | 'pushes'
    | 'quietPeriods'
    | 'reasons'
    | 'registry'
    | 'registryHistory'
    | 'tasks'
    | 'trust'
  >,
  { actor, post, taskId, rev, decision, shard, seq }: Request,
): Promise<Outcome<Decided>> {
  const task = await findTask(tx, taskId);
  if (!task) return unchanged(err({ code: 'not-found' }));
  if (rev !== undefined && isOvertaken(task, rev)) return unchanged(err({ code: 'conflict', current: task }));
  const by = stampOf(actor, post, deps.clock.now());
  const approver = await approverOf(tx, actor, post);
  const prepared = await commandFor(deps, tx, task, decision, { by, approver });
  if (!prepared.ok) return unchanged(prepared);
  const { command } = prepared.value;
  const next = transition(prepared.value.task, command);
  if (!next.ok) return unchanged(err(refusalOf(task, next.error)));
  await tx.tasks.save(shard, seq, next.value);
  if (task.state === 'applied' && next.value.state !== 'applied') await cancelWaiting(deps, tx, task);
  if (SETTLING.includes(command.type)) await queueArchiving(tx, next.value, by.at);
  if (command.type === 'withdraw') await tellWithdrawn(deps, tx, next.value);
  if (command.type === 'approve') {
    await tellFindings(deps, tx, next.value, command.findings);
    await tx.matters.noteUse(shard, next.value.matters, next.value.window.from);
    await tellApproved(deps, tx, next.value);
  }
  return committed(
    ok(next.value),
    auditEntry(deps, shardOf(next.value.enterprise.region), actor.account, `task.${decision.type}`, taskId),
  );
}

const refusalOf = (task: Task, error: TransitionError): DecisionError =>
  error === 'partner-missing'
    ? { code: error, partners: missingPartners(task).map(({ agency }) => agency.name) }
    : { code: error };

/** POST-1: the head for whom a deputy decides is held to APR-1 and APR-4 as well. */
export async function approverOf(
  tx: Reads<'accounts'>,
  { account, officer }: Actor,
  { delegatedBy }: Post,
): Promise<Approver> {
  if (!delegatedBy) return { account, officer };
  const head = await tx.accounts.byName(delegatedBy.account);
  return { account, officer, onBehalfOf: { account: delegatedBy.account, officer: head?.actor.officer ?? null } };
}

type Prepared = Result<{ readonly task: Task; readonly command: TaskCommand }, DecisionError>;

async function commandFor(
  deps: Deps,
  tx: Writes<'matters' | 'officers' | 'places' | 'quietPeriods' | 'registry' | 'registryHistory' | 'tasks' | 'trust'>,
  task: Task,
  decision: Decision,
  { by, approver }: { readonly by: Stamp; readonly approver: Approver },
): Promise<Prepared> {
  if (decision.type === 'review') return ok({ task, command: { ...decision, by, reviewer: approver } });
  if (decision.type === 'confirm') {
    const isNumbered = !hasCode(task) || task.documentNumber !== undefined;
    const paper = isNumbered
      ? {}
      : await takeDocumentNumber(tx, { shard: shardOf(task.enterprise.region), agency: task.agency, by });
    return ok({ task, command: { ...decision, by, approver, ...paper } });
  }
  if (decision.type !== 'approve') return ok({ task, command: { ...decision, by } });
  if (task.state !== 'applied') return err({ code: 'wrong-state' });
  if (isPartial(task, approver)) return err({ code: 'same-person' });
  if (missingPartners(task).length > 0) return err(refusalOf(task, 'partner-missing'));
  // It may have ceased since it was applied for: nobody is there to be inspected, and no code names it.
  if (!(await findRegistered(tx, task.enterprise.id))) return err({ code: 'enterprise-ceased' });
  const application = applicationOf(task);
  const facts = await loadFacts(deps, tx, task.agency.id, application);
  if (!facts) return err({ code: 'not-found' });
  // The law is looked at again at the moment of approval.
  const others = withoutTask(facts, task.id);
  const { findings, mayProceed } = assess(application, others, by.at);
  if (!mayProceed) return err({ code: 'findings', findings });
  const agency = await agencyRefOf(tx, facts.agency);
  const counted = { ...task, agency, nth: nthThisYear(application, others) };
  const statusShard = shardOf(task.enterprise.region);
  const unnumbered = { ...claimsOf(counted, await tx.matters.version()), statusShard, statusIndex: 0 };
  const { day } = statusEntryOf(unnumbered);
  const claims = { ...unnumbered, statusIndex: await tx.trust.takeIndexes(statusShard, day, 1) };
  const number = await drawShortNumber(deps, tx, statusShard);
  const code = await issueCode(deps.keys.signerFor('codes', claims.agency, claims), claims, deps.config.origin);
  await tx.tasks.saveLiveCode(statusShard, task.id, await liveCodeOf(deps, claims));
  const kept = storedFindings(application, others, by.at);
  return ok({
    task: counted,
    command: {
      ...decision,
      by,
      approver,
      code,
      number,
      statusEntry: statusEntryOf(claims),
      findings: kept,
      ...(await takeDocumentNumber(tx, { shard: statusShard, agency, by })),
      ...usedLimits(application, others),
    },
  });
}

const claimsOf = (task: Task, catalog: number): Omit<Claims, 'statusShard' | 'statusIndex'> => ({
  agency: inWhoseName(task.agency).id,
  agencyName: inWhoseName(task.agency).name,
  enterprise: task.enterprise.id,
  enterpriseName: task.enterprise.name,
  notBefore: Math.floor(task.window.from / 1000),
  expires: Math.ceil(task.window.to / 1000),
  task: task.id,
  kind: task.type,
  matters: task.matters,
  officers: agenciesOf(task).flatMap((agency, place) =>
    officersFrom(task, agency.id).map(({ name, certificate }) => ({
      name,
      certificate,
      ...(place > 0 && { partner: inWhoseName(agency).name }),
    })),
  ),
  catalog,
  nth: task.nth,
});

/**
 * The same said once more, to be shown live by the officers' devices: the printed text has no anchor to be cut from.
 */
async function liveCodeOf({ random, signatures, keys, config }: Deps, claims: Claims): Promise<LiveCode> {
  const seed = random.bytes(HASH_BYTES);
  const anchored = { ...claims, anchor: await anchorOf(seed, claims, signatures.sha256) };
  return { seed, code: await issueCode(keys.signerFor('codes', claims.agency, claims), anchored, config.origin) };
}
