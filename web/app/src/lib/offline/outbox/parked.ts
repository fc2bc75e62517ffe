/**
 * Events that the server did not accept: kept, and shown with their reason. A row leaves only when the server later accepts
 * the very same event with a receipt that passes the check. The row also holds the person's decision: a corrected event, or a
 * discard.
 */
import type { EventId, TaskId } from '@liangma/shared/kernel/ids';
import { isCorrectable } from '@liangma/shared/protocol/correction';
import type { Discard, DiscardReason } from '@liangma/shared/protocol/discard';
import type { EventType } from '@liangma/shared/protocol/event';
import { type DeviceDb, deleteThose, sawSignedTime } from '../database/device-db.ts';
import type { Receipts } from '../receipts/receipts.ts';
import type { EventRow, ParkedRow } from '../rows.ts';

/**
 * True if a person has to see to it. A decision on a refusal does not settle a receipt that failed the check later: then the
 * event is sent once more.
 */
export const isOpen = ({ code, outcome }: Pick<ParkedRow, 'code' | 'outcome'>): boolean =>
  outcome === undefined || code === 'receipt-invalid';

/** Returns the refused ones among the answered events, from a push or, for an event that had waited, from a pull. */
export const refusedOf = (events: readonly EventRow[], now: number): ParkedRow[] =>
  events.flatMap((event) => {
    const { id, sync } = event;
    if (sync.state !== 'rejected') return [];
    return [{ id, event, code: sync.code, reasons: sync.reasons, parkedAt: now }];
  });

export async function park(db: DeviceDb, rows: readonly ParkedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.transaction('rw', db.parked, async () => {
    const known = await db.parked.bulkGet(rows.map(({ id }) => id));
    // An event refused again has the same envelope, so the person's decision stays.
    const kept = rows.map((row, i) => {
      const { parkedAt, outcome } = known[i] ?? row;
      return { ...row, parkedAt, ...(outcome ? { outcome } : {}) };
    });
    await db.parked.bulkPut(kept);
  });
}

/** Removes parked events whose receipts passed the check, and notes the signed time of those receipts. */
export async function settle(db: DeviceDb, receipts: Receipts): Promise<void> {
  if (receipts.size === 0) return;
  await deleteThose(db.parked, new Set(receipts.keys()));
  await sawSignedTime(db, Math.max(...[...receipts.values()].map(({ receivedAt }) => receivedAt)));
}

/**
 * Codes for which sending the same bytes again can end differently: the server did not judge the event, or this device could
 * not check the receipt. An event that was judged gets the same answer again (SYNC-1).
 */
const RETRY = new Set<ParkedRow['code']>(['malformed', 'bad-signature', 'unknown-device', 'receipt-invalid']);

export const mayRetry = ({ code, outcome }: Pick<ParkedRow, 'code' | 'outcome'>): boolean =>
  RETRY.has(code) && isOpen({ code, outcome });

/** False if the receipt failed the check: the server may have accepted the event, so it is neither replaced nor discarded. */
export const wasRefused = ({ code }: Pick<ParkedRow, 'code'>): boolean => code !== 'receipt-invalid';

/** [SYNC-14] Returns the refused event that a new one of this type replaces: the latest without a decision. */
export async function toReplace(db: DeviceDb, type: EventType, task: TaskId): Promise<ParkedRow | undefined> {
  if (!isCorrectable(type)) return undefined;
  const rows = await db.parked
    .filter((row) => isOpen(row) && wasRefused(row) && row.event.type === type && row.event.task === task)
    .toArray();
  return rows.sort((a, b) => b.event.seq - a.event.seq)[0];
}

/** Notes the replacement at every earlier refused event of the task and type. */
export const noteReplaced = async (db: DeviceDb, by: EventRow): Promise<void> => {
  await db.parked
    .filter((row) => isOpen(row) && wasRefused(row) && row.event.type === by.type && row.event.task === by.task)
    .and(({ event }) => event.seq < by.seq)
    .modify({ outcome: { kind: 'replaced', by: by.id, at: by.at } });
};

/** [SYNC-15] `mayDiscard` has judged the reason before. */
export const discard = async (db: DeviceDb, id: string, reason: DiscardReason, at: number): Promise<void> => {
  await db.parked
    .where('id')
    .equals(id)
    .and((row) => isOpen(row) && wasRefused(row))
    .modify({ outcome: { kind: 'discarded', at, ...reason } });
};

/** Returns the discards for the device's reports, latest first. */
export async function discards(db: DeviceDb, most: number): Promise<Discard[]> {
  const rows = await db.parked.toArray();
  const exported = new Set(await db.exported.toCollection().primaryKeys());
  return rows
    .flatMap(({ id, event, outcome }) => {
      if (outcome?.kind !== 'discarded') return [];
      const { kind: _, ...reason } = outcome;
      return [{ event: id as EventId, type: event.type, task: event.task, ...reason, exported: exported.has(id) }];
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}
