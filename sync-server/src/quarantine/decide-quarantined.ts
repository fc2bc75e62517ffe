/**
 * [SYNC-9] Decisions of supervisors about events in quarantine. Released events are judged as if they came in now, in the order
 * of their chain; dismissed events are refused with the supervisor's words. Either way the envelope stays.
 */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Deps } from '../deps.ts';
import { judgeIn } from '../events/judge-event.ts';
import { reopen } from '../events/parsed-event.ts';
import { applyWaiting, record } from '../events/record-event.ts';
import type { StoredEvent } from '../events/repository.ts';
import { EventSession } from '../events/session.ts';
import { applyFurther } from '../events/waiting-events.ts';
import { auditEntry } from '../ports/audit.ts';
import { committed, unchanged } from '../ports/store.ts';
import type { Decided, QuarantinedEvent } from './repository.ts';

export interface QuarantineDecision {
  /** Events of one device at one task. */
  readonly events: readonly string[];
  readonly decision: Decided['decision'];
  readonly note: string;
}

/** `conflict`: an earlier one of that device at that task is still undecided; only what follows was named. */
export type DecideError = 'not-found' | 'forbidden' | 'wrong-state' | 'bad-request' | 'conflict';

/** Outcome of each event, in the order of the chain. A released event may still be refused for the present state of the task. */
export type DecidedEvents = readonly Pick<StoredEvent, 'id' | 'state' | 'code'>[];

type Reply = Result<DecidedEvents, DecideError>;

export async function decideQuarantined(deps: Deps, actor: Actor, request: QuarantineDecision): Promise<Reply> {
  const { result, hints, more } = await deps.store.write(async (tx) => {
    const session = new EventSession(deps, tx);
    const result = await decideIn(deps, session, actor, request);
    const done = { result, hints: session.hints, more: session.more };
    if (!result.ok) return unchanged(done);
    await session.finish();
    const action = `quarantine.${request.decision}`;
    return committed(done, ...result.value.map(({ shard, id }) => auditEntry(deps, shard, actor.account, action, id)));
  });
  await applyFurther(deps, more);
  if (!result.ok) return result;
  for (const hint of hints.values()) deps.hints.publish(hint);
  if (result.value.some(({ type }) => type === 'code-issued')) deps.trust.changed();
  return ok(result.value.map(({ id, state, code }) => ({ id, state, code })));
}

async function decideIn(
  deps: Deps,
  session: EventSession,
  actor: Actor,
  request: QuarantineDecision,
): Promise<Result<StoredEvent[], DecideError>> {
  const { places, quarantine } = session.tx;
  const found = await Promise.all(
    request.events.map(async (id) => {
      const shard = await places.shardOf('quarantined', id);
      return shard === undefined ? undefined : quarantine.byEvent(shard, id);
    }),
  );
  const [first] = found;
  if (!first || found.some((entry) => !entry)) return err('not-found');
  const entries = (found as QuarantinedEvent[]).sort((a, b) => a.deviceSeq - b.deviceSeq);
  if (
    entries.some(({ shard, device, task }) => shard !== first.shard || device !== first.device || task !== first.task)
  )
    return err('bad-request');
  if (entries.some(({ county }) => !authorise(actor, 'quarantine.decide', deps.clock.now(), { region: county })))
    return err('forbidden');
  // From here on nobody else decides them, nor changes their task, until the commit.
  await session.nextSeq(first.shard);
  const open = (await quarantine.ofTask(first.shard, first.task)).filter(({ device }) => device === first.device);
  const isOpen = new Set(open.map(({ event }) => event));
  if (entries.some(({ event }) => !isOpen.has(event))) return err('wrong-state');
  const named = new Set(entries.map(({ event }) => event));
  const last = entries.at(-1)?.deviceSeq ?? 0;
  if (open.some(({ event, deviceSeq }) => deviceSeq < last && !named.has(event))) return err('conflict');
  const decided = { at: deps.clock.now(), by: actor.account, name: actor.name, ...request };
  const rows: StoredEvent[] = [];
  for (const entry of entries) rows.push(await decideOne(deps, session, entry, decided));
  if (request.decision === 'released') await applyWaiting(deps, session, first.device);
  return ok(rows);
}

async function decideOne(
  deps: Deps,
  session: EventSession,
  entry: QuarantinedEvent,
  { at, by, name, decision, note }: Decided,
): Promise<StoredEvent> {
  const device = await session.device(entry.device);
  const event = device && (await session.event(device.shards, entry.event));
  if (!event || !device) throw new Error(`event ${entry.event} is in quarantine but not kept`);
  // First, so that what waits for it by this very task finds it decided.
  await session.tx.quarantine.save({ ...entry, decided: { at, by, name, decision, note } });
  const judged = await judgeIn(deps, session, device, await reopen(deps, event), 'released');
  if (decision === 'dismissed') {
    return record(deps, session, judged, { kind: 'reject', code: 'dismissed', reasons: [note], alerts: [] });
  }
  const { judgement } = judged;
  if (judgement.kind === 'again') throw new Error(`event ${entry.event} was judged before`);
  // There is nothing left that it could wait for.
  const verdict =
    judgement.kind === 'wait' || judgement.kind === 'defer'
      ? ({ kind: 'reject', code: 'unknown-task', reasons: [], alerts: [] } as const)
      : judgement;
  return record(deps, session, judged, verdict);
}
