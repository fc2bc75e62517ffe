/** Records a judged event: the event, what it does to its task, and how far the chain of its device has come. */
import { isTaskEvent, type LiangmaEvent, taskOf } from '@liangma/shared/protocol/event';
import type { Judgement } from '@liangma/shared/sync/judge';
import { isStranger } from '@liangma/shared/sync/stranger';
import { agenciesOf } from '@liangma/shared/tasks/joining';
import type { IssuedTask, Task } from '@liangma/shared/tasks/task';
import { explainFromField } from '../alerts/handle-alert.ts';
import { raiseAlerts } from '../alerts/raise-alerts.ts';
import { addResultDeadline } from '../alerts/sweep-alerts.ts';
import type { Deps } from '../deps.ts';
import { endDraft } from '../drafts/draft-end.ts';
import { keepEvaluation, recount } from '../evaluations/evaluations.ts';
import { tellOutcome } from '../notices/outcomes.ts';
import type { Audience } from '../ports/runtime.ts';
import { keepCarried } from './answers.ts';
import { type JudgedEvent, judgeIn } from './judge-event.ts';
import { reopen } from './parsed-event.ts';
import type { StoredEvent } from './repository.ts';
import type { DirectTx, EventSession } from './session.ts';

const STATES = { accept: 'accepted', wait: 'waiting', quarantine: 'quarantined', reject: 'rejected' } as const;
export type Verdict = Exclude<Judgement, { kind: 'again' } | { kind: 'defer' }>;

/** Writes the event, what it does to its task, and how far the device's chain has come. */
export async function record(
  deps: Deps,
  session: EventSession,
  judged: JudgedEvent,
  judgement: Verdict,
): Promise<StoredEvent> {
  const { opened, device, shard, seq, carried, now } = judged;
  const { event, hash, envelope } = opened;
  const accepted = judgement.kind === 'accept';
  const row: StoredEvent = {
    id: event.id,
    device: device.id,
    deviceSeq: event.seq,
    type: event.type,
    task: taskOf(event),
    region: isTaskEvent(event) ? '' : event.region,
    at: event.at,
    receivedAt: now,
    shard,
    seq,
    hash,
    envelope,
    state: STATES[judgement.kind],
    code: judgement.kind === 'reject' ? judgement.code : null,
    reasons: judgement.kind === 'reject' ? judgement.reasons : [],
    // Signed when the session finishes.
    receipt: null,
    alerts: 'alerts' in judgement ? judgement.alerts : [],
    handedInBy: opened.handedInBy,
  };
  // [SYNC-22] An event that waited and is refused now is deleted if its key is enrolled to nobody.
  if (row.state === 'rejected' && isStranger(device)) await session.dropEvent(opened.storedIn ?? shard, row.id);
  else await session.saveEvent(row, opened.storedIn);
  follow(session, judged, row.state);
  if (judgement.kind === 'quarantine') await keepAside(session.tx, judged, judgement);
  await raiseAlerts(deps, session, judged, row);
  if (accepted && judgement.task) await applyTo(deps, session, judged, judgement.task, row);
  if (accepted && carried?.answer.ok) await keepCarried(session, carried.answer.value, row);
  noteHint(session, row, audienceOf(judged, row, accepted ? judgement.task : undefined));
  return row;
}

/**
 * [EVAL-3] Officers and their desk hear of no evaluation, and nobody of what changes nothing: what anybody can send would
 * make every client pull. Its number is passed on all the same, so that other servers do not take it for news.
 */
function audienceOf(
  { origin, device, county, opened }: JudgedEvent,
  row: StoredEvent,
  task: Task | undefined,
): Audience {
  const region = row.alerts.length > 0 && county !== '' ? { region: county } : {};
  const isAnswered = origin === 'pushed' && opened.handedInBy === null;
  const own = device.officer === null || isAnswered ? [] : [device.officer];
  if (row.state === 'quarantined') return { officers: own, region: county };
  if (!task) return { officers: own, ...region };
  if (row.type === 'evaluation') return { officers: [], region: task.enterprise.region };
  const officers = [...new Set([...task.officers.map(({ id }) => String(id)), ...own])];
  return { officers, agencies: agenciesOf(task).map(({ id }) => id), region: task.enterprise.region };
}

/** Notes a hint. The newest one replaces earlier hints for the same people about the same shard. */
function noteHint({ hints }: EventSession, { shard, seq }: StoredEvent, audience: Audience): void {
  hints.set(JSON.stringify([shard, audience]), { collection: 'tasks', shard, seq, audience });
}

/** Moves the chain's head. Only a push counts as contact: a released, forced or imported event is no word from its device. */
export function follow(
  session: EventSession,
  { origin, device, opened, now }: JudgedEvent,
  state: StoredEvent['state'],
): void {
  const { event, hash } = opened;
  const moved = state === 'waiting' || event.seq <= device.lastSeq ? {} : { lastSeq: event.seq, lastHash: hash };
  const isContact = (origin === 'pushed' || origin === 'waiting') && opened.handedInBy === null;
  const contact = isContact ? { lastContactAt: now, skew: event.at > now ? event.at - now : 0 } : {};
  session.saveDevice({ ...device, ...moved, ...contact });
}

/**
 * [SYNC-9] Signed evidence without effect, until supervisors decide (`decide-quarantined.ts`). If it would make its task, the
 * task has its place from now on: what comes in for it waits in this shard.
 */
async function keepAside(
  tx: DirectTx,
  { opened: { event }, county, shard, now }: JudgedEvent,
  { barred }: Extract<Judgement, { kind: 'quarantine' }>,
): Promise<void> {
  await tx.places.claim('quarantined', event.id, shard);
  const task = taskOf(event);
  await tx.places.claim('task', task, shard);
  await tx.quarantine.save({
    shard,
    event: event.id,
    device: event.device,
    deviceSeq: event.seq,
    task,
    county,
    ...barred,
    arrivedAt: now,
    decided: null,
  });
}

async function applyTo(
  deps: Deps,
  session: EventSession,
  judged: JudgedEvent,
  task: Task,
  row: StoredEvent,
): Promise<void> {
  const { event } = judged.opened;
  // EVAL-3: what changes nothing has no place in the feed of the officers' devices.
  if (task !== judged.task) {
    await session.saveTask(row.shard, row.seq, task);
    await endDraft(session.tx, row.shard, task);
  }
  if (event.type === 'record-submitted' && task.state === 'recorded') {
    await addResultDeadline(deps, session.tx, task);
    await tellOutcome(deps, session.tx, task);
  }
  if (event.type === 'explanation') await tellExplanation(session, row, event.data.text);
  if (event.type === 'evaluation') await keepEvaluation(session.tx, task, row, event.data);
  if (ANSWERS.has(event.type)) await recount(session.tx, row.shard, task);
  if (event.type === 'code-issued') await session.tx.matters.noteUse(row.shard, task.matters, task.window.from);
  if (event.type === 'code-issued' && 'grant' in task && task.grant) await applyOnSite(deps, session, task, row);
}

async function tellExplanation(session: EventSession, row: StoredEvent, words: string): Promise<void> {
  const { tx } = session;
  const { shard, task, at, device } = row;
  const { officer = null } = (await session.device(device)) ?? {};
  const [known] = officer === null ? [] : await tx.officers.byIds([officer]);
  const by = { at, by: `device:${device}`, name: known?.name ?? '' };
  await explainFromField(tx, { shard, task, by, words });
}

/** [EVAL-5] Events after which an earlier evaluation may count. */
const ANSWERS: ReadonlySet<LiangmaEvent['type']> = new Set(['scan', 'refusal', 'acknowledgement-scanned']);

/**
 * If two codes share a number and the first can no longer be withdrawn, sets its status bit here. Then applies events that
 * waited for this task.
 */
async function applyOnSite(deps: Deps, session: EventSession, task: IssuedTask, row: StoredEvent): Promise<void> {
  const { id, number } = task.grant ?? { id: '', number: 0 };
  const isVoid = row.alerts.includes('grant-exceeded') && !('withdrawn' in task);
  const shard = await session.tx.places.shardOf('grant', id);
  if (shard !== undefined) await session.tx.grants.saveCode(shard, id, number);
  if (isVoid) await session.tx.trust.withdraw(task.statusEntry);
  for (const device of await session.awaiting(row.shard, task.id)) await applyWaiting(deps, session, device);
}

/** [SYNC-3] Applies events that waited for this one, in the order of the chain, as far as the slice goes. */
export async function applyWaiting(deps: Deps, session: EventSession, sender: string): Promise<void> {
  for (;;) {
    const device = await session.device(sender);
    const next = device && (await session.waiting(device, device.lastSeq + 1));
    if (!device || !next) return;
    if (session.left === 0) {
      session.more.add(sender);
      return;
    }
    session.left -= 1;
    const judged = await judgeIn(deps, session, device, await reopen(deps, next), 'waiting');
    const { judgement } = judged;
    // It may wait for something else still: a code issued on site whose device has not been heard of.
    if (judgement.kind === 'wait' || judgement.kind === 'again' || judgement.kind === 'defer') return;
    await record(deps, session, judged, judgement);
  }
}
