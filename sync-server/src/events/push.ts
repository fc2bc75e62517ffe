/**
 * Push: signed events come up. Each row is judged alone; the answer names every row with its outcome, so that nothing a
 * device sent is ever without an answer.
 */

import type { AlertCode } from '@liangma/shared/alerts/alert-rules';
import type { Checkpoint, EventDocument, PushAnswer, PushBody } from '@liangma/shared/protocol/documents';
import { isTaskEvent } from '@liangma/shared/protocol/event';
import { syncFor } from '@liangma/shared/protocol/older-clients';
import type { Judgement } from '@liangma/shared/sync/judge';
import { isStranger } from '@liangma/shared/sync/stranger';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import type { AuditEntry } from '../ports/audit.ts';
import { auditEntry } from '../ports/audit.ts';
import { findDevice, findTask } from '../ports/directory.ts';
import { committed, unchanged } from '../ports/store.ts';
import { ackCheckpoint } from './ack-checkpoint.ts';
import { type JudgedEvent, judgeIn } from './judge-event.ts';
import { openRows, type ParsedEvent } from './parsed-event.ts';
import { renewed } from './receipts.ts';
import { applyWaiting, follow, record } from './record-event.ts';
import type { StoredEvent } from './repository.ts';
import { EventSession } from './session.ts';
import { rejected, syncOf } from './sync-state.ts';
import { applyFurther } from './waiting-events.ts';

/** Version and checkpoint that a client states. */
export interface ClientInfo {
  readonly version?: number | undefined;
  /** Checkpoint of the device in the feed of its own events. */
  readonly pulled?: Checkpoint | undefined;
}

export interface Pushed {
  readonly rows: PushAnswer;
  /** Envelopes that the store holds because of this push. */
  readonly stored: readonly Uint8Array[];
  /** Checkpoint that the device reaches with this answer (`ack-checkpoint.ts`). */
  readonly upTo: Checkpoint | undefined;
}

/** Keeps the rows of a push and answers each. `sender` is the stored device, or a fresh one for a browser's first push. */
export async function pushEvents(deps: Deps, sender: Device, body: PushBody, client: ClientInfo = {}): Promise<Pushed> {
  const { version, pulled } = client;
  const rows = body.map(({ newDocumentState }) => newDocumentState);
  const opened = await openRows(deps, sender, rows);
  const events = opened.flatMap((event) => (event.ok ? [event.value] : []));
  const { outcomes, stored, upTo } = await keepAll(deps, sender, events, pulled);
  const answers = opened.map((event, i) => {
    const sync = event.ok ? (outcomes.shift() as EventDocument['sync']) : rejected(deps, event.error);
    const id = rows[i]?.id;
    return { id: typeof id === 'string' ? id : '', sync: syncFor(version, sync, deps.protocol) };
  });
  return { rows: answers, stored, upTo };
}

/**
 * Keeps all events in one savepoint, in their order, because a device's events form a chain. If one of them throws, each gets
 * a savepoint of its own, and a row that throws comes back as `pending`; its device sends it again.
 */
async function keepAll(
  deps: Deps,
  sender: Device,
  opened: readonly ParsedEvent[],
  pulled: Checkpoint | undefined,
): Promise<{ outcomes: EventDocument['sync'][]; stored: readonly Uint8Array[]; upTo?: Checkpoint | undefined }> {
  if (opened.length === 0) return { outcomes: [], stored: [] };
  if (isStranger(sender) && (await isForNoTask(deps, sender, opened))) {
    return { outcomes: opened.map(() => rejected(deps, 'unknown-task')), stored: [] };
  }
  try {
    const { kept, upTo } = await keep(deps, sender, opened, pulled);
    return { outcomes: kept.map(({ sync }) => sync), stored: newIn(kept), upTo };
  } catch (error) {
    if (opened.length === 1) throw error;
    const alone = await Promise.allSettled(opened.map((event) => keep(deps, sender, [event])));
    if (alone.every(({ status }) => status === 'rejected')) throw error;
    deps.log.error({ err: error, device: sender.id }, 'an event could not be judged');
    const outcomes = alone.flatMap((one) =>
      one.status === 'fulfilled' ? one.value.kept.map(({ sync }) => sync) : [{ state: 'pending' } as const],
    );
    return { outcomes, stored: alone.flatMap((one) => (one.status === 'fulfilled' ? newIn(one.value.kept) : [])) };
  }
}

/** [SYNC-22] Returns true if no event is for a task that is here or on its way. Junk of an unknown key then costs no write. */
const isForNoTask = (deps: Deps, sender: Device, opened: readonly ParsedEvent[]): Promise<boolean> =>
  deps.store.read(async (tx) => {
    if (await findDevice(tx, sender.id)) return false;
    for (const { event, code } of opened) {
      if (!isTaskEvent(event)) return false;
      if (event.type === 'code-issued' || code?.claims?.issuedUnder || (await findTask(tx, event.task))) return false;
    }
    return true;
  });

const newIn = (kept: readonly AnsweredRow[]): Uint8Array[] =>
  kept.flatMap(({ row, again }) => (row && !again ? [row.envelope] : []));

/** Keeps events in one write. Events that waited for them, beyond the first slice, follow in writes of their own. */
export async function keep(
  deps: Deps,
  sender: Device,
  opened: readonly ParsedEvent[],
  pulled?: Checkpoint,
): Promise<{ kept: AnsweredRow[]; upTo: Checkpoint | undefined }> {
  const { kept, upTo, more, hints } = await deps.store.write(async (tx) => {
    const session = new EventSession(
      deps,
      tx,
      opened.map(({ event }) => event.id),
    );
    const isKnown = !isStranger(sender) || (await session.device(sender.id)) !== undefined;
    const outcomes: Outcome[] = [];
    for (const event of opened) outcomes.push(await keepIn(deps, session, sender, event));
    const stored = await session.finish();
    const rows = outcomes.map(({ row }) => row && (stored.get(row.id) ?? row));
    const kept = outcomes.map((outcome, i) => ({ ...outcome, sync: outcome.answer ?? outcomeOf(deps, rows[i]) }));
    const upTo = pulled && (await ackCheckpoint(tx, sender.id, pulled, rows));
    const audit = outcomes.flatMap((outcome) => (outcome.audit ? [outcome.audit] : []));
    // [SYNC-22] The chain's head is stored only for a key of which something is kept, so that the rest can follow it.
    const isNew = audit.length > 0 || outcomes.some(({ again, row, moves }) => !again && (row || (moves && isKnown)));
    const value = { kept, upTo, more: session.more, hints: isNew ? [...session.hints.values()] : [] };
    return isNew ? committed(value, ...audit) : unchanged(value);
  });
  for (const hint of hints) deps.hints.publish(hint);
  if (kept.some(({ voided }) => voided)) deps.trust.changed();
  await applyFurther(deps, more);
  return { kept, upTo };
}

export interface AnsweredRow extends Outcome {
  readonly sync: EventDocument['sync'];
}

interface Outcome {
  /** Undefined if nothing of it is kept, or another event under its id (SYNC-2). */
  readonly row: StoredEvent | undefined;
  /** Answer for an event that is not kept. */
  readonly answer?: EventDocument['sync'];
  /** True if it is not kept, but the chain goes on behind it. */
  readonly moves?: boolean;
  /** True if the same bytes were here before (SYNC-1). */
  readonly again: boolean;
  /** Empty if nothing changed. */
  readonly shard: string;
  readonly seq: number;
  readonly audit?: AuditEntry | undefined;
  /** True if a code is void from now on. */
  readonly voided?: boolean;
}

const outcomeOf = (deps: Deps, row: StoredEvent | undefined): EventDocument['sync'] =>
  row ? syncOf(row) : rejected(deps, 'id-reused');

async function keepIn(deps: Deps, session: EventSession, sender: Device, opened: ParsedEvent): Promise<Outcome> {
  const { event, hash, envelope } = opened;
  const judged = await judgeIn(deps, session, sender, opened, 'pushed');
  const { judgement, shard, seq, now } = judged;
  const actor = opened.handedInBy ?? `device:${sender.id}`;
  if (judgement.kind === 'again') {
    const kept = await stored(session, [shard, ...judged.device.shards], event.id);
    const row = await renewed(deps, kept);
    if (row !== kept) await session.saveEvent(row);
    const audit = row === kept ? {} : { audit: auditEntry(deps, row.shard, actor, 'receipt.renewed', event.id) };
    return { row, again: true, shard: '', seq, ...audit };
  }
  if (judgement.kind === 'defer') return { row: undefined, answer: { state: 'pending' }, again: true, shard: '', seq };
  if (judgement.kind === 'reject' && isStranger(judged.device)) {
    return refuseStranger(deps, session, judged, judgement);
  }
  if (judgement.kind === 'reject' && judgement.code === 'id-reused') {
    await session.saveConflicting(shard, event.id, sender.id, { deviceSeq: event.seq, hash, envelope }, now);
    const audit = auditEntry(deps, judged.shard, actor, 'event.conflict', event.id);
    return { row: undefined, again: false, shard: '', seq, audit };
  }
  const row = await record(deps, session, judged, judgement);
  if (judgement.kind !== 'wait') await applyWaiting(deps, session, sender.id);
  const voided = event.type === 'code-issued' && row.alerts.some((alert) => VOIDING.includes(alert));
  const audit = needsNoAudit(row, judged.device)
    ? undefined
    : auditEntry(deps, row.shard, actor, `event.${row.state}`, event.id);
  return { row, again: false, shard, seq, audit, voided };
}

/** [SYNC-22] Refuses an event without keeping it. The page that sent it keeps it with the reason. */
async function refuseStranger(
  deps: Deps,
  session: EventSession,
  judged: JudgedEvent,
  { code, reasons }: Extract<Judgement, { kind: 'reject' }>,
): Promise<Outcome> {
  const { opened, device, seq, now } = judged;
  const answer: EventDocument['sync'] = { state: 'rejected', code, reasons: [...reasons], receivedAt: now };
  const moves = code !== 'id-reused' && opened.event.seq === device.lastSeq + 1;
  if (moves) {
    follow(session, judged, 'rejected');
    await applyWaiting(deps, session, device.id);
  }
  return { row: undefined, answer, moves, again: false, shard: '', seq };
}

/** Returns true if the row itself says who sent it and when it came. A refusal, or another's hand in it, needs an audit entry. */
const needsNoAudit = ({ state, handedInBy }: StoredEvent, device: Device): boolean =>
  (state === 'accepted' && handedInBy === null) || (state === 'waiting' && isStranger(device));

const VOIDING: readonly AlertCode[] = ['grant-exceeded', 'issued-after-end'];

async function stored(session: EventSession, shards: readonly string[], id: string): Promise<StoredEvent> {
  const event = await session.event(shards, id);
  if (!event) throw new Error(`event ${id} is known but not kept`);
  return event;
}
