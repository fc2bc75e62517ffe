/** 联合检查: the head of a partner agency agrees to an application of another agency, or declines. */
import { type Actor, permittingPost } from '@liangma/shared/access/authorise';
import type { Post } from '@liangma/shared/access/post';
import { withoutTask } from '@liangma/shared/compliance/facts';
import type { Finding } from '@liangma/shared/compliance/finding';
import { findingsOfPart } from '@liangma/shared/compliance/joint/parts';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { isPartial } from '@liangma/shared/tasks/impartial';
import { type JoinAnswer, missingPartners, partnerOf } from '@liangma/shared/tasks/joining';
import type { Task } from '@liangma/shared/tasks/task';
import { type TransitionError, transition } from '@liangma/shared/tasks/transition';
import { applicationOf, isOvertaken } from '@liangma/shared/tasks/versions';
import type { Deps } from '../deps.ts';
import { cancelAnswered, tellDeclined } from '../notices/queue-joining.ts';
import { tellHeads } from '../notices/queue-messages.ts';
import { auditEntry, stampOf } from '../ports/audit.ts';
import { findTask } from '../ports/directory.ts';
import { committed, type Outcome, type Reads, unchanged, type Writes } from '../ports/store.ts';
import { loadFacts } from './applications.ts';
import { approverOf } from './decisions.ts';

export type JoinError =
  | { readonly code: 'not-found' | 'forbidden' | TransitionError }
  | { readonly code: 'conflict'; readonly current: Task }
  | { readonly code: 'findings'; readonly findings: readonly Finding[] };

type Joined = Result<Task, JoinError>;

export interface Joining {
  readonly task: string;
  /** Revision of the version that the head looked at (SYNC-12). */
  readonly rev: number;
  readonly answer: JoinAnswer;
}

/** [QUAL-4] [APR-4] The answer of a partner's head. The law is looked at from the partner's side before an agreement. */
export async function joinTask(deps: Deps, actor: Actor, joining: Joining): Promise<Joined> {
  const known = await deps.store.read((tx) => findTask(tx, joining.task));
  if (!known) return err({ code: 'not-found' });
  const agency = actor.agency?.id;
  const post = agency && permittingPost(actor, 'task.join', deps.clock.now(), { agency });
  if (!agency || !post || !partnerOf(known, agency)) return err({ code: 'forbidden' });
  const shard = shardOf(known.enterprise.region);
  const { joined, seq } = await deps.store.write(async (tx) => {
    // Takes the shard first: from here on nobody else changes this task until the commit.
    const seq = await tx.shards.next(shard);
    const outcome = await joinIn(deps, tx, { ...joining, actor, post, agency }, { shard, seq });
    return { ...outcome, value: { joined: outcome.value, seq } };
  });
  if (joined.ok) deps.hints.publish({ collection: 'tasks', shard, seq });
  return joined;
}

interface Request extends Joining {
  readonly actor: Actor;
  readonly post: Post;
  readonly agency: string;
}

async function joinIn(
  deps: Deps,
  tx: Writes<
    | 'accounts'
    | 'matters'
    | 'messages'
    | 'officers'
    | 'places'
    | 'pushes'
    | 'quietPeriods'
    | 'registry'
    | 'registryHistory'
    | 'tasks'
  >,
  { task: id, rev, answer, actor, post, agency }: Request,
  { shard, seq }: { readonly shard: string; readonly seq: number },
): Promise<Outcome<Joined>> {
  const task = await findTask(tx, id);
  if (!task) return unchanged(err({ code: 'not-found' }));
  if (isOvertaken(task, rev)) return unchanged(err({ code: 'conflict', current: task }));
  const by = stampOf(actor, post, deps.clock.now());
  const approver = await approverOf(tx, actor, post);
  const isImpartial = task.state === 'applied' && !isPartial(task, approver);
  const findings = isImpartial && answer.stand === 'agree' ? await againstJoining(deps, tx, task, agency, answer) : [];
  if (findings.length > 0) return unchanged(err({ code: 'findings', findings }));
  const next = transition(task, { type: 'join', agency, by, approver, answer });
  if (!next.ok) return unchanged(err({ code: next.error }));
  await tx.tasks.save(shard, seq, next.value);
  await tellLead(deps, tx, next.value, agency, answer);
  return committed(ok(next.value), auditEntry(deps, shard, actor.account, `task.join-${answer.stand}`, id));
}

/** Tells the lead agency of a decline, and its heads once no agreement is missing. */
async function tellLead(
  deps: Deps,
  tx: Writes<'messages' | 'places' | 'pushes'>,
  task: Task,
  agency: string,
  { stand }: JoinAnswer,
): Promise<void> {
  const partner = partnerOf(task, agency)?.agency;
  if (!partner) return;
  await cancelAnswered(deps, tx, task, partner);
  if (stand === 'decline') await tellDeclined(deps, tx, task, partner);
  if (missingPartners(task).length === 0) await tellHeads(deps, tx, task);
}

/** FREQ-5: the words of the agreement are the written reason for an officer of the partner who comes again. */
async function againstJoining(
  deps: Deps,
  tx: Reads<'matters' | 'officers' | 'places' | 'quietPeriods' | 'registry' | 'registryHistory' | 'tasks'>,
  task: Task,
  agency: string,
  { text }: JoinAnswer,
): Promise<Finding[]> {
  const application = applicationOf(task);
  const lead = await loadFacts(deps, tx, task.agency.id, application);
  const own = await loadFacts(deps, tx, agency, application);
  const partner = lead?.partners.find(({ id }) => id === agency);
  if (!lead || !own || !partner) return [];
  const facts = withoutTask({ ...lead, visits: own.visits, referenceUses: [] }, task.id);
  const asked = { ...application, reasons: { ...application.reasons, 'FREQ-5': text } };
  return findingsOfPart(asked, facts, partner, deps.clock.now());
}
