/**
 * Push: signed events come up. Each row is judged alone; the answer repeats every row with its fate, so that nothing a
 * device sent is ever without an answer.
 */
import type { Evaluation } from '@liangma/shared/evaluations/evaluation';
import { replaces } from '@liangma/shared/evaluations/history';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Checkpoint, EventDocument, PushBody, RejectCode } from '@liangma/shared/protocol/documents';
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import { asKnownTo, takesShortAnswers } from '@liangma/shared/protocol/older-clients';
import { ALERT_RULES, type AlertCode, isToldOnce } from '@liangma/shared/sync/alerts';
import { missingBefore } from '@liangma/shared/sync/chain';
import { type Judgement, judgeEvent } from '@liangma/shared/sync/judge';
import type { IssuedTask, Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { type AuditEntry, committed, type Device, type StoredEvent, unchanged, type WriteTx } from '../ports/store.ts';
import { auditEntry, newId } from '../usecases/audit.ts';
import { inReadableForm } from '../usecases/receipts.ts';
import { type AnswerFacts, answerFacts, keepCarried } from './answers.ts';
import { besideOf } from './beside.ts';
import { endDraft } from './draft-end.ts';
import { knownUpTo } from './known-up-to.ts';
import { issuingFacts, placeOnSite } from './on-site.ts';
import { type OpenedEvent, openRows, reopen } from './opened-event.ts';
import { receipted, renewed } from './receipts.ts';
import { standingOf } from './standing.ts';

/** What became of a row; for older clients beside all that they sent. */
export type PushedRow = Record<string, unknown> & { sync: EventDocument['sync'] };

/** What a client states of itself. */
export interface Hearer {
  readonly version?: number | undefined;
  /** How far it has pulled its own events from this store. */
  readonly pulled?: Checkpoint | undefined;
}

export interface Pushed {
  readonly rows: PushedRow[];
  /** How far it knows its own events with this answer (`known-up-to.ts`). */
  readonly upTo: Checkpoint | undefined;
}

/** Who sends: what the store holds of the device, or a fresh one for a browser's first push. */
export async function pushEvents(deps: Deps, sender: Device, body: PushBody, hearer: Hearer = {}): Promise<Pushed> {
  const { version } = hearer;
  const rows = body.map(({ newDocumentState }) => newDocumentState);
  const opened = await openRows(deps, sender, rows);
  const events = opened.flatMap((event) => (event.ok ? [event.value] : []));
  const { fates, upTo } = await keepAll(deps, sender, events, hearer);
  const isShort = takesShortAnswers(version);
  const answers = opened.map((event, i) => {
    const row = rows[i] as PushBody[number]['newDocumentState'];
    const sync = event.ok ? (fates.shift() as EventDocument['sync']) : rejected(deps, event.error);
    const id = typeof row.id === 'string' ? row.id : '';
    return { ...(isShort ? {} : columnsOf(row)), id, sync: asKnownTo(version, sync) };
  });
  return { rows: answers, upTo };
}

/** Of what was sent all that can be a column: something nested without end would fail the answer of every row. */
const columnsOf = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value !== 'object'));

/**
 * All in one savepoint, in their order, as a device's events form a chain. Should one of them throw, each has its own,
 * and that one takes no other with it: it comes back unjudged, and its device sends it again.
 */
async function keepAll(
  deps: Deps,
  sender: Device,
  opened: readonly OpenedEvent[],
  hearer: Hearer,
): Promise<{ fates: EventDocument['sync'][]; upTo?: Checkpoint | undefined }> {
  if (opened.length === 0) return { fates: [] };
  try {
    const { kept, upTo } = await keep(deps, sender, opened, hearer);
    return { fates: kept.map(({ sync }) => sync), upTo };
  } catch (error) {
    if (opened.length === 1) throw error;
    const { version } = hearer;
    const alone = await Promise.allSettled(opened.map((event) => keep(deps, sender, [event], { version })));
    if (alone.every(({ status }) => status === 'rejected')) throw error;
    deps.log.error({ err: error, device: sender.id }, 'an event could not be judged');
    const fates = alone.flatMap((one) =>
      one.status === 'fulfilled' ? one.value.kept.map(({ sync }) => sync) : [{ state: 'pending' } as const],
    );
    return { fates };
  }
}

/** In one write. */
export async function keep(
  deps: Deps,
  sender: Device,
  opened: readonly OpenedEvent[],
  { version, pulled }: Hearer = {},
): Promise<{ kept: Kept[]; upTo: Checkpoint | undefined }> {
  const { kept, upTo } = await deps.store.write(async (tx) => {
    const { value: fates, kept: asKept } = await receipted(deps, tx, version, async (receiptedTx) => {
      const all: Fate[] = [];
      for (const event of opened) all.push(await keepIn(deps, receiptedTx, sender, event));
      return all;
    });
    const rows = fates.map(({ row }) => row && asKept(row));
    const kept = await Promise.all(
      fates.map(async (fate, i) => ({ ...fate, sync: await told(deps, rows[i], version) })),
    );
    const upTo = pulled && (await knownUpTo(tx, sender.id, pulled, rows));
    const audit = fates.flatMap((fate) => (fate.audit ? [fate.audit] : []));
    const isNew = audit.length > 0 || fates.some(({ again }) => !again);
    return isNew ? committed({ kept, upTo }, ...audit) : unchanged({ kept, upTo });
  });
  const latest = new Map(kept.flatMap(({ shard, seq }) => (shard === '' ? [] : [[shard, seq] as const])));
  for (const [shard, seq] of latest) deps.hints.publish({ collection: 'tasks', shard, seq });
  if (kept.some(({ voided }) => voided)) deps.trust.changed();
  return { kept, upTo };
}

export interface Kept extends Fate {
  readonly sync: EventDocument['sync'];
}

interface Fate {
  /** Undefined where another one is kept under its id (SYNC-2). */
  readonly row: StoredEvent | undefined;
  /** The very same bytes were here before (SYNC-1). */
  readonly again: boolean;
  /** Empty where nothing changed. */
  readonly shard: string;
  readonly seq: number;
  readonly audit?: AuditEntry | undefined;
  /** A code is void from now on. */
  readonly voided?: boolean;
}

const told = async (deps: Deps, row: StoredEvent | undefined, version?: number): Promise<EventDocument['sync']> =>
  row ? syncOf(await inReadableForm(deps, version, row)) : rejected(deps, 'id-reused');

async function keepIn(deps: Deps, tx: WriteTx, sender: Device, opened: OpenedEvent): Promise<Fate> {
  const { event, hash, envelope } = opened;
  const judged = await judgeIn(deps, tx, sender, opened, 'pushed');
  const { judgement, shard, seq, now } = judged;
  const actor = opened.handedInBy ?? `device:${sender.id}`;
  if (judgement.kind === 'again') {
    const kept = await stored(tx, event.id);
    const row = await renewed(deps, tx, kept);
    const audit = row === kept ? {} : { audit: auditEntry(deps, actor, 'receipt.renewed', event.id) };
    return { row, again: true, shard: '', seq, ...audit };
  }
  if (judgement.kind === 'reject' && judgement.code === 'id-reused') {
    await tx.keepConflictingEnvelope(event.id, sender.id, { deviceSeq: event.seq, hash, envelope }, now);
    const audit = auditEntry(deps, actor, 'event.conflict', event.id);
    return { row: undefined, again: false, shard: '', seq, audit };
  }
  const row = await record(deps, tx, judged, judgement);
  if (judgement.kind !== 'wait') await applyWaiting(deps, tx, sender.id);
  const voided = event.type === 'code-issued' && row.alerts.some((alert) => VOIDING.includes(alert));
  const audit = isSaidBy(row) ? undefined : auditEntry(deps, actor, `event.${row.state}`, event.id);
  return { row, again: false, shard, seq, audit, voided };
}

/** Who sent it and when it came stands in the event itself; another's hand in it, or that it was not taken, does not. */
const isSaidBy = ({ state, handedInBy }: StoredEvent): boolean => state === 'accepted' && handedInBy === null;

const VOIDING: readonly AlertCode[] = ['grant-exceeded', 'issued-after-end'];

/** `forced`: it has waited long enough. `released`: supervisors let it out of quarantine. */
type Came = 'pushed' | 'waiting' | 'forced' | 'released';

interface Judged {
  readonly came: Came;
  /** Empty where nobody knows. */
  readonly county: string;
  readonly opened: OpenedEvent;
  readonly device: Device;
  readonly shard: string;
  readonly seq: number;
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
  opened: OpenedEvent,
  came: Came,
): Promise<Judged> {
  const { event, hash, code } = opened;
  const place = await placeOf(tx, opened);
  const shard = place === undefined ? UNKNOWN_SHARD : shardOf(place);
  const seq = await tx.nextSeq(shard);
  const held = await tx.holdDevice(sender);
  const known = came === 'pushed' ? await tx.eventHash(event.id) : undefined;
  const beside = known === undefined ? await besideOf(tx, held, event) : undefined;
  const device = { ...held, ...(await standingOf(tx, held, event.seq)), beside };
  const task = await tx.task(event.task);
  const now = deps.clock.now();
  const issuing = known === undefined ? await issuingFacts(tx, event, code, device) : undefined;
  const answered = known === undefined ? await answerFacts(deps, tx, event, task) : {};
  const replaced = event.replaces === undefined ? undefined : await tx.event(event.replaces);
  const facts = {
    ...{ event, hash, known, device, task, code, issuing, ...answered, replaced, now, policy: deps.policy },
    ...{ forced: came === 'forced', released: came === 'released' },
    awaitsDecision: task === undefined && (await tx.quarantineOf(event.task)).length > 0,
  };
  const judged = { came, county: place?.slice(0, 6) ?? '', opened, device: held, shard, seq, now };
  return { ...judged, judgement: judgeEvent(facts), carried: answered.carried };
}

/** Where its task is or will be; of one whose code is in quarantine, where that was issued. */
const placeOf = async (tx: WriteTx, { event, code }: OpenedEvent): Promise<string | undefined> =>
  (await tx.task(event.task))?.enterprise.region ??
  (await placeOnSite(tx, event, code)) ??
  (await tx.quarantineOf(event.task))[0]?.county;

/** Events whose task is unknown are kept here: no prefecture of China has this code. */
const UNKNOWN_SHARD = '0000';

const STATES = { accept: 'accepted', wait: 'waiting', quarantine: 'quarantined', reject: 'rejected' } as const;
export type Verdict = Exclude<Judgement, { kind: 'again' }>;

/** Writes the event, what it does to its task, and how far the device's chain has come. */
export async function record(deps: Deps, tx: WriteTx, judged: Judged, judgement: Verdict): Promise<StoredEvent> {
  const { opened, device, shard, seq, carried, now } = judged;
  const { event, hash, envelope } = opened;
  const accepted = judgement.kind === 'accept';
  const row: StoredEvent = {
    ...{ id: event.id, device: device.id, deviceSeq: event.seq, type: event.type, task: event.task, at: event.at },
    ...{ receivedAt: now, shard, seq, hash, envelope, state: STATES[judgement.kind] },
    code: judgement.kind === 'reject' ? judgement.code : null,
    reasons: judgement.kind === 'reject' ? judgement.reasons : [],
    /** At the end of the write (`receipts.ts`). */
    receipt: null,
    alerts: 'alerts' in judgement ? judgement.alerts : [],
    handedInBy: opened.handedInBy,
  };
  await tx.saveEvent(row);
  await follow(tx, judged, row);
  if (judgement.kind === 'quarantine') await keepAside(tx, judged, judgement);
  await tellAlerts(deps, tx, judged, row);
  if (accepted) await applyTo(deps, tx, judgement.task, row, event);
  if (accepted && carried?.answer.ok) await keepCarried(tx, carried.answer.value, row);
  return row;
}

/** What was released, forced or brought in from a file is no word from its device. */
async function follow(tx: WriteTx, { came, device, opened, now }: Judged, row: StoredEvent): Promise<void> {
  const { event, hash } = opened;
  const moved = row.state === 'waiting' || event.seq <= device.lastSeq ? {} : { lastSeq: event.seq, lastHash: hash };
  const isHeard = (came === 'pushed' || came === 'waiting') && opened.handedInBy === null;
  const heard = isHeard ? { lastContactAt: now, skew: event.at > now ? event.at - now : 0 } : {};
  await tx.saveDevice({ ...device, ...moved, ...heard });
}

/** [SYNC-9] Signed evidence without effect, until supervisors decide (`decide-quarantined.ts`). */
const keepAside = (
  tx: WriteTx,
  { opened: { event }, county, now }: Judged,
  { barred }: Extract<Judgement, { kind: 'quarantine' }>,
): Promise<void> =>
  tx.saveQuarantined({
    ...{ event: event.id, device: event.device, deviceSeq: event.seq, task: event.task, county },
    ...{ ...barred, arrivedAt: now, decided: null },
  });

async function tellAlerts(deps: Deps, tx: WriteTx, { device, county }: Judged, row: StoredEvent): Promise<void> {
  if (row.alerts.length === 0) return;
  const place = county || (await regionOf(tx, device));
  for (const code of row.alerts) {
    if (isToldOnce(code, device.officer !== null) && (await isTold(tx, row, device, code))) continue;
    await tx.saveAlert({
      ...{ id: newId(deps), rule: ALERT_RULES[code], code, task: row.task, county: place, at: row.receivedAt },
      ...{ event: row.id, device: row.device, closed: null },
      missing: code === 'gap-forced' ? (missingBefore(row.deviceSeq, device) ?? null) : null,
    });
  }
}

/** Whether an open alert says it of this task and officer, or enterprise; nobody closes that before the commit. */
async function isTold(tx: WriteTx, { task }: StoredEvent, device: Device, code: AlertCode): Promise<boolean> {
  for (const alert of await tx.alertsOf(task)) {
    if (alert.code !== code || alert.closed || !(await isOfSame(tx, alert.device, device))) continue;
    if ((await tx.holdAlert(alert.id))?.closed === null) return true;
  }
  return false;
}

/** Of the same officer, or both of nobody's: an enterprise's. */
const isOfSame = async (tx: WriteTx, id: string, device: Device): Promise<boolean> =>
  id === device.id || (await tx.device(id))?.officer === device.officer;

/** Of the agency of its officer: who is told of an event whose task nobody knows. */
async function regionOf(tx: WriteTx, { officer }: Device): Promise<string> {
  const [known] = officer === null ? [] : await tx.officers([officer]);
  return (known && (await tx.agency(known.agency))?.region) ?? '';
}

async function applyTo(deps: Deps, tx: WriteTx, task: Task, row: StoredEvent, event: LiangmaEvent): Promise<void> {
  await tx.saveTask(row.shard, row.seq, task);
  await endDraft(tx, row.shard, task);
  if (event.type === 'evaluation') await keepEvaluation(tx, task, row, event.data);
  if (event.type === 'code-issued' && 'grant' in task && task.grant) await applyOnSite(deps, tx, task, row);
}

/** [SYNC-8] What came for a gap later may be older than the one that counts. */
async function keepEvaluation(tx: WriteTx, task: Task, row: StoredEvent, evaluation: Evaluation): Promise<void> {
  const { device, deviceSeq: seq } = row;
  const before = await tx.evaluationSeq(task.id, device);
  if (before !== undefined && !replaces({ device, seq }, { device, seq: before })) return;
  await tx.saveEvaluation(task, row, evaluation);
}

/** Of two codes under one number the bit is set by hand where the first is past withdrawing. Who waited follows. */
async function applyOnSite(deps: Deps, tx: WriteTx, task: IssuedTask, row: StoredEvent): Promise<void> {
  const { id, number } = task.grant ?? { id: '', number: 0 };
  const isVoid = row.alerts.includes('grant-exceeded') && !('withdrawn' in task);
  await tx.saveGrantedCode(id, number, isVoid ? task.statusIndex : null);
  for (const device of await tx.awaiting(task.id)) await applyWaiting(deps, tx, device);
}

/** [SYNC-3] What waited for this event follows it now, in the order of the chain. */
export async function applyWaiting(deps: Deps, tx: WriteTx, sender: string): Promise<void> {
  for (;;) {
    const device = await tx.device(sender);
    const next = device && (await tx.waitingEvent(sender, device.lastSeq + 1));
    if (!device || !next) return;
    const judged = await judgeIn(deps, tx, device, await reopen(deps, next), 'waiting');
    // It may wait for something else still: a code issued on site whose device has not been heard of.
    if (judged.judgement.kind === 'wait' || judged.judgement.kind === 'again') return;
    await record(deps, tx, judged, judged.judgement);
  }
}

async function stored(tx: WriteTx, id: string): Promise<StoredEvent> {
  const event = await tx.event(id);
  if (!event) throw new Error(`event ${id} is known but not kept`);
  return event;
}

export function syncOf(event: StoredEvent): EventDocument['sync'] {
  switch (event.state) {
    case 'accepted':
      return {
        ...{ state: 'accepted', receipt: toBase64Url(event.receipt as Uint8Array), receivedAt: event.receivedAt },
        ...(event.handedInBy === null ? {} : { handedIn: true as const }),
      };
    case 'waiting':
      return { state: 'waiting' };
    case 'quarantined':
      return { state: 'quarantined', receivedAt: event.receivedAt };
    case 'rejected':
      return {
        state: 'rejected',
        code: event.code as RejectCode,
        reasons: [...event.reasons],
        receivedAt: event.receivedAt,
      };
  }
}

export const rejected = (deps: Deps, code: RejectCode): EventDocument['sync'] => ({
  ...{ state: 'rejected', code, reasons: [] },
  receivedAt: deps.clock.now(),
});
