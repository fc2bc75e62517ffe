/** Loads the facts about one event inside a session and judges it. */
import { shardOf } from '@liangma/shared/kernel/regions';
import { isTaskEvent, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { missingBefore } from '@liangma/shared/sync/chain';
import { type Judgement, judgeEvent } from '@liangma/shared/sync/judge';
import { isStranger } from '@liangma/shared/sync/stranger';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { suspensionStateOf } from '../officers/suspension-state.ts';
import { UNKNOWN_SHARD } from '../ports/chain.ts';
import type { QuarantinedEvent } from '../quarantine/repository.ts';
import { type AnswerFacts, answerFacts } from './answers.ts';
import { neighboursOf } from './chain-neighbours.ts';
import { issuingFacts, placeOnSite } from './on-site.ts';
import type { ParsedEvent } from './parsed-event.ts';
import type { EventSession } from './session.ts';
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
  session: EventSession,
  sender: Device,
  opened: ParsedEvent,
  origin: EventOrigin,
): Promise<JudgedEvent> {
  const { event, hash, code } = opened;
  const place = await regionOfEvent(session, opened);
  const shard = place === undefined ? UNKNOWN_SHARD : shardOf(place);
  const seq = await session.nextSeq(shard);
  const held = await session.hold(sender, shard);
  const known = origin === 'pushed' ? await session.hash(shard, held, event.id) : undefined;
  const neighbours = known === undefined ? await neighboursOf(session, held, event) : undefined;
  const task = isTaskEvent(event) ? await session.task(event.task) : undefined;
  const device = {
    ...held,
    ...(await suspensionStateOf(session, held, event.seq, task?.state === 'refused')),
    neighbours,
  };
  const now = deps.clock.now();
  const issuing = known === undefined ? await issuingFacts(session, event, code, device) : undefined;
  const answered = known === undefined ? await answerFacts(deps, session, { event, shard, task }) : {};
  const replaced =
    event.replaces === undefined ? undefined : await session.event([shard, UNKNOWN_SHARD], event.replaces);
  const facts = {
    event,
    regionKnown: place !== undefined,
    hash,
    known,
    device,
    task,
    code,
    issuing,
    ...answered,
    replaced,
    now,
    policy: deps.policies.at(place ?? held.shard, now),
    limits: deps.limits,
    forced: origin === 'forced',
    released: origin === 'released',
    arrivedAt: opened.arrivedAt ?? now,
    ...(known === undefined ? await siteFacts(session, shard, event) : {}),
    awaitsDecision: isTaskEvent(event) && task === undefined && (await quarantinedOf(session, event.task)).length > 0,
    waiting: known === undefined && mayHaveToWait(event, held, task) ? await session.countWaiting(held) : 0,
  };
  const judged = { origin, county: place?.slice(0, 6) ?? '', opened, device: held, shard, seq, now, task };
  return { ...judged, judgement: judgeEvent(facts), carried: answered.carried };
}

const mayHaveToWait = (event: LiangmaEvent, device: Device, task: Task | undefined): boolean =>
  isStranger(device) && ((isTaskEvent(event) && task === undefined) || missingBefore(event.seq, device) !== undefined);

/**
 * Returns the region of its task, present or future; if its code is in quarantine, the region where that was issued. An event
 * without a task states its region, which counts if the registry has it: else anybody could begin new shards.
 */
async function regionOfEvent(session: EventSession, { event, code }: ParsedEvent): Promise<string | undefined> {
  if (!isTaskEvent(event)) return (await session.tx.registry.region(event.region))?.code;
  return (
    (await session.task(event.task))?.enterprise.region ??
    (await placeOnSite(session.tx, event, code)) ??
    (await quarantinedOf(session, event.task))[0]?.county
  );
}

/** Events in quarantine of a task that nobody knows yet. */
async function quarantinedOf(session: EventSession, task: string): Promise<QuarantinedEvent[]> {
  const shard = await session.shardOfTask(task);
  return shard === undefined ? [] : session.tx.quarantine.ofTask(shard, task);
}
