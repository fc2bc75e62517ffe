/** Judges one event inside a write, and writes the event, what it does to its task, and how far its device's chain has come. */
import { shardOf } from '@liangma/shared/kernel/regions';
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import { missingBefore } from '@liangma/shared/sync/chain';
import { type Judgement, judgeEvent } from '@liangma/shared/sync/judge';
import { isStranger } from '@liangma/shared/sync/stranger';
import type { IssuedTask, Task } from '@liangma/shared/tasks/task';
import { tellAlerts } from '../alerts/raise-alerts.ts';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { endDraft } from '../drafts/draft-end.ts';
import { keepEvaluation, recount } from '../evaluations/evaluations.ts';
import { suspensionStateOf } from '../officers/suspension-state.ts';
import type { Audience, Hint } from '../ports/runtime.ts';
import type { WriteTx } from '../ports/store.ts';
import { type AnswerFacts, answerFacts, keepCarried } from './answers.ts';
import { neighboursOf } from './chain-neighbours.ts';
import { issuingFacts, placeOnSite } from './on-site.ts';
import { type ParsedEvent, reopen } from './parsed-event.ts';
import type { StoredEvent } from './repository.ts';
import { siteFacts } from './site-facts.ts';

/** `forced`: it has waited long enough. `released`: supervisors let it out of quarantine. */
export type EventOrigin = 'pushed' | 'waiting' | 'forced' | 'released';

export interface JudgedEvent {
  readonly origin: EventOrigin;
  /** Empty where nobody knows. */
  readonly county: string;
  readonly opened: ParsedEvent;
  readonly device: Device;
  readonly shard: string;
  readonly seq: number;
  /** Before the event. */
  readonly task: Task | undefined;
  readonly judgement: Judgement;
  readonly carried: AnswerFacts['carried'];
  readonly now: number;
}

/**
 * Takes the shard first, then the device: from there on nobody else changes this task or goes on with this chain until
 * the commit, and only then is it asked whether the event is known. The same one may arrive at two servers at once.
 */
export async function judgeIn(
  deps: Deps,
  tx: WriteTx,
  sender: Device,
  opened: ParsedEvent,
  origin: EventOrigin,
): Promise<JudgedEvent> {
  const { event, hash, code } = opened;
  const place = await regionOfEvent(tx, opened);
  const shard = place === undefined ? UNKNOWN_SHARD : shardOf(place);
  const seq = await tx.shards.next(shard);
  const held = await tx.devices.hold(sender);
  const known = origin === 'pushed' ? await tx.events.hash(event.id) : undefined;
  const neighbours = known === undefined ? await neighboursOf(tx, held, event) : undefined;
  const task = await tx.tasks.byId(event.task);
  const device = { ...held, ...(await suspensionStateOf(tx, held, event.seq, task?.state === 'refused')), neighbours };
  const now = deps.clock.now();
  const issuing = known === undefined ? await issuingFacts(tx, event, code, device) : undefined;
  const answered = known === undefined ? await answerFacts(deps, tx, event, task) : {};
  const replaced = event.replaces === undefined ? undefined : await tx.events.byId(event.replaces);
  const facts = {
    event,
    hash,
    known,
    device,
    task,
    code,
    issuing,
    ...answered,
    replaced,
    now,
    policy: deps.policy,
    forced: origin === 'forced',
    released: origin === 'released',
    arrivedAt: opened.arrivedAt ?? now,
    ...(known === undefined ? await siteFacts(tx, event) : {}),
    awaitsDecision: task === undefined && (await tx.quarantine.ofTask(event.task)).length > 0,
    waiting: known === undefined && mayHaveToWait(event, held, task) ? await tx.events.countWaiting(held.id) : 0,
  };
  const judged = { origin, county: place?.slice(0, 6) ?? '', opened, device: held, shard, seq, now, task };
  return { ...judged, judgement: judgeEvent(facts), carried: answered.carried };
}

const mayHaveToWait = ({ seq }: LiangmaEvent, device: Device, task: Task | undefined): boolean =>
  isStranger(device) && (task === undefined || missingBefore(seq, device) !== undefined);

/** Returns the region of its task, present or future; if its code is in quarantine, the region where that was issued. */
const regionOfEvent = async (tx: WriteTx, { event, code }: ParsedEvent): Promise<string | undefined> =>
  (await tx.tasks.byId(event.task))?.enterprise.region ??
  (await placeOnSite(tx, event, code)) ??
  (await tx.quarantine.ofTask(event.task))[0]?.county;

/** Events whose task is unknown are kept here: no prefecture of China has this code. */
const UNKNOWN_SHARD = '0000';

const STATES = { accept: 'accepted', wait: 'waiting', quarantine: 'quarantined', reject: 'rejected' } as const;
export type Verdict = Exclude<Judgement, { kind: 'again' } | { kind: 'defer' }>;

/** Writes the event, what it does to its task, and how far the device's chain has come. */
export async function record(
  deps: Deps,
  tx: WriteTx,
  judged: JudgedEvent,
  judgement: Verdict,
  slice: Slice,
): Promise<StoredEvent> {
  const { opened, device, shard, seq, carried, now } = judged;
  const { event, hash, envelope } = opened;
  const accepted = judgement.kind === 'accept';
  const row: StoredEvent = {
    id: event.id,
    device: device.id,
    deviceSeq: event.seq,
    type: event.type,
    task: event.task,
    at: event.at,
    receivedAt: now,
    shard,
    seq,
    hash,
    envelope,
    state: STATES[judgement.kind],
    code: judgement.kind === 'reject' ? judgement.code : null,
    reasons: judgement.kind === 'reject' ? judgement.reasons : [],
    /** At the end of the write (`receipts.ts`). */
    receipt: null,
    alerts: 'alerts' in judgement ? judgement.alerts : [],
    handedInBy: opened.handedInBy,
  };
  // [SYNC-22] An event that waited and is refused now is deleted if its key is enrolled to nobody.
  if (row.state === 'rejected' && isStranger(device)) await tx.events.drop(row.id);
  else await tx.events.save(row);
  await follow(tx, judged, row.state);
  if (judgement.kind === 'quarantine') await keepAside(tx, judged, judgement);
  await tellAlerts(deps, tx, judged, row);
  if (accepted) await applyTo(deps, tx, judged, judgement.task, row, slice);
  if (accepted && carried?.answer.ok) await keepCarried(tx, carried.answer.value, row);
  noteHint(slice, row, audienceOf(judged, row, accepted ? judgement.task : undefined));
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
  return { officers, agency: task.agency.id, region: task.enterprise.region };
}

/** Notes a hint. The newest one replaces earlier hints for the same people about the same shard. */
function noteHint({ hints }: Slice, { shard, seq }: StoredEvent, audience: Audience): void {
  hints.set(JSON.stringify([shard, audience]), { collection: 'tasks', shard, seq, audience });
}

/** Moves the chain's head. Only a push counts as contact: a released, forced or imported event is no word from its device. */
export async function follow(
  tx: WriteTx,
  { origin, device, opened, now }: JudgedEvent,
  state: StoredEvent['state'],
): Promise<void> {
  const { event, hash } = opened;
  const moved = state === 'waiting' || event.seq <= device.lastSeq ? {} : { lastSeq: event.seq, lastHash: hash };
  const isHeard = (origin === 'pushed' || origin === 'waiting') && opened.handedInBy === null;
  const heard = isHeard ? { lastContactAt: now, skew: event.at > now ? event.at - now : 0 } : {};
  await tx.devices.save({ ...device, ...moved, ...heard });
}

/** [SYNC-9] Signed evidence without effect, until supervisors decide (`decide-quarantined.ts`). */
const keepAside = (
  tx: WriteTx,
  { opened: { event }, county, now }: JudgedEvent,
  { barred }: Extract<Judgement, { kind: 'quarantine' }>,
): Promise<void> =>
  tx.quarantine.save({
    event: event.id,
    device: event.device,
    deviceSeq: event.seq,
    task: event.task,
    county,
    ...barred,
    arrivedAt: now,
    decided: null,
  });

async function applyTo(
  deps: Deps,
  tx: WriteTx,
  judged: JudgedEvent,
  task: Task,
  row: StoredEvent,
  slice: Slice,
): Promise<void> {
  const { event } = judged.opened;
  // EVAL-3: what changes nothing has no place in the feed of the officers' devices.
  if (task !== judged.task) {
    await tx.tasks.save(row.shard, row.seq, task);
    await endDraft(tx, row.shard, task);
  }
  if (event.type === 'evaluation') await keepEvaluation(tx, task, row, event.data);
  if (ANSWERS.has(event.type)) await recount(tx, task);
  if (event.type === 'code-issued' && 'grant' in task && task.grant) await applyOnSite(deps, tx, task, row, slice);
}

/** [EVAL-5] Events after which an earlier evaluation may count. */
const ANSWERS: ReadonlySet<LiangmaEvent['type']> = new Set(['scan', 'refusal', 'acknowledgement-scanned']);

async function wakeWaiting(deps: Deps, tx: WriteTx, task: Task, slice: Slice): Promise<void> {
  for (const device of await tx.events.awaiting(task.id)) await applyWaiting(deps, tx, device, slice);
}

/**
 * If two codes share a number and the first can no longer be withdrawn, sets its status bit here. Then applies events that
 * waited for this task.
 */
async function applyOnSite(deps: Deps, tx: WriteTx, task: IssuedTask, row: StoredEvent, slice: Slice): Promise<void> {
  const { id, number } = task.grant ?? { id: '', number: 0 };
  const isVoid = row.alerts.includes('grant-exceeded') && !('withdrawn' in task);
  await tx.grants.saveCode(id, number);
  if (isVoid) await tx.trust.withdraw(task.statusEntry);
  await wakeWaiting(deps, tx, task, slice);
}

/** Waiting events that one write may still apply, and the devices whose rest is left for the next write. */
export interface Slice {
  left: number;
  readonly more: Set<string>;
  /** To be told after the commit. */
  readonly hints: Map<string, Hint>;
}

/** Judging this many takes some hundred milliseconds at the most: between two slices other requests have their turn. */
const SLICE = 100;
export const aSlice = (): Slice => ({ left: SLICE, more: new Set(), hints: new Map() });

/** [SYNC-3] Applies events that waited for this one, in the order of the chain, as far as the slice goes. */
export async function applyWaiting(deps: Deps, tx: WriteTx, sender: string, slice: Slice): Promise<void> {
  for (;;) {
    const device = await tx.devices.byId(sender);
    const next = device && (await tx.events.waiting(sender, device.lastSeq + 1));
    if (!device || !next) return;
    if (slice.left === 0) {
      slice.more.add(sender);
      return;
    }
    slice.left -= 1;
    const judged = await judgeIn(deps, tx, device, await reopen(deps, next), 'waiting');
    const { judgement } = judged;
    // It may wait for something else still: a code issued on site whose device has not been heard of.
    if (judgement.kind === 'wait' || judgement.kind === 'again' || judgement.kind === 'defer') return;
    await record(deps, tx, judged, judgement, slice);
  }
}
