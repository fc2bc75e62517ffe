/**
 * [SYNC-9] Decisions of supervisors about events in quarantine. Released events are judged as if they came in now, in the order
 * of their chain; dismissed events are refused with the supervisor's words. Either way the envelope stays.
 */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Deps } from '../deps.ts';
import { applyFurther } from '../events/apply-further.ts';
import { reopen } from '../events/parsed-event.ts';
import { receipted } from '../events/receipted.ts';
import { applyWaiting, aSlice, judgeIn, record, type Slice } from '../events/record-event.ts';
import type { StoredEvent } from '../events/repository.ts';
import { auditEntry } from '../ports/audit.ts';
import { committed, type Outcome, unchanged, type WriteTx } from '../ports/store.ts';
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
  let slice = aSlice();
  const decided = await deps.store.write((tx) => {
    slice = aSlice();
    return decideIn(deps, tx, actor, request, slice);
  });
  await applyFurther(deps, slice.more);
  if (decided.ok) for (const hint of slice.hints.values()) deps.hints.publish(hint);
  if (decided.ok && decided.value.some(({ type }) => type === 'code-issued')) deps.trust.changed();
  return decided.ok ? ok(decided.value.map(({ id, state, code }) => ({ id, state, code }))) : decided;
}

async function decideIn(
  deps: Deps,
  tx: WriteTx,
  actor: Actor,
  request: QuarantineDecision,
  slice: Slice,
): Promise<Outcome<Result<StoredEvent[], DecideError>>> {
  const found = await Promise.all(request.events.map((id) => tx.quarantine.byEvent(id)));
  const [first] = found;
  if (!first || found.some((entry) => !entry)) return unchanged(err('not-found'));
  const entries = (found as QuarantinedEvent[]).sort((a, b) => a.deviceSeq - b.deviceSeq);
  if (entries.some(({ device, task }) => device !== first.device || task !== first.task)) {
    return unchanged(err('bad-request'));
  }
  if (entries.some(({ county }) => !authorise(actor, 'quarantine.decide', { region: county }))) {
    return unchanged(err('forbidden'));
  }
  // From here on nobody else decides them, nor changes their task, until the commit.
  await tx.shards.next(shardOf(first.county));
  const open = (await tx.quarantine.ofTask(first.task)).filter(({ device }) => device === first.device);
  const isOpen = new Set(open.map(({ event }) => event));
  if (entries.some(({ event }) => !isOpen.has(event))) return unchanged(err('wrong-state'));
  const named = new Set(entries.map(({ event }) => event));
  const last = entries.at(-1)?.deviceSeq ?? 0;
  if (open.some(({ event, deviceSeq }) => deviceSeq < last && !named.has(event))) return unchanged(err('conflict'));
  const decided = { at: deps.clock.now(), by: actor.account, name: actor.name, ...request };
  const { value: rows } = await receipted(deps, tx, async (receiptedTx) => {
    const all: StoredEvent[] = [];
    for (const entry of entries) all.push(await decideOne(deps, receiptedTx, entry, decided, slice));
    if (request.decision === 'released') await applyWaiting(deps, receiptedTx, first.device, slice);
    return all;
  });
  const action = `quarantine.${request.decision}`;
  return committed(ok(rows), ...entries.map(({ event }) => auditEntry(deps, actor.account, action, event)));
}

async function decideOne(
  deps: Deps,
  tx: WriteTx,
  entry: QuarantinedEvent,
  { at, by, name, decision, note }: Decided,
  slice: Slice,
): Promise<StoredEvent> {
  const [event, device] = [await tx.events.byId(entry.event), await tx.devices.byId(entry.device)];
  if (!event || !device) throw new Error(`event ${entry.event} is in quarantine but not kept`);
  // First, so that what waits for it by this very task finds it decided.
  await tx.quarantine.save({ ...entry, decided: { at, by, name, decision, note } });
  const judged = await judgeIn(deps, tx, device, await reopen(deps, event), 'released');
  if (decision === 'dismissed') {
    return record(deps, tx, judged, { kind: 'reject', code: 'dismissed', reasons: [note], alerts: [] }, slice);
  }
  const { judgement } = judged;
  if (judgement.kind === 'again') throw new Error(`event ${entry.event} was judged before`);
  // There is nothing left that it could wait for.
  const verdict =
    judgement.kind === 'wait' || judgement.kind === 'defer'
      ? ({ kind: 'reject', code: 'unknown-task', reasons: [], alerts: [] } as const)
      : judgement;
  return record(deps, tx, judged, verdict, slice);
}
