/**
 * Events that the server did not accept: kept, shown with their reason. A row leaves only by the server's later acceptance
 * of the very same event, with a receipt that holds. What a person did about it, by a corrected one or by being done with
 * it, is noted at the row.
 */
import type { EventId, TaskId } from '@liangma/shared/kernel/ids';
import { isCorrectable } from '@liangma/shared/protocol/correction';
import type { Discard, DiscardReason } from '@liangma/shared/protocol/discard';
import type { EventType } from '@liangma/shared/protocol/event';
import { type DeviceDb, deleteThose, type ParkedRow, sawSignedTime } from './device-db.ts';
import type { Receipts } from './receipts.ts';
import type { EventRow } from './rows.ts';

/**
 * Somebody has to see to it. What a person did about a refusal settles no receipt that does not hold: where that came later,
 * by whoever answered last, the event is sent once more.
 */
export const isOpen = ({ code, fate }: Pick<ParkedRow, 'code' | 'fate'>): boolean =>
  fate === undefined || code === 'receipt-invalid';

/** The refused ones of what came back from the server, by push or, for one that had waited, by pull. */
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
    // Refused again, it is still the same envelope: what a person did about it stays done.
    const kept = rows.map((row, i) => {
      const { parkedAt, fate } = known[i] ?? row;
      return { ...row, parkedAt, ...(fate ? { fate } : {}) };
    });
    await db.parked.bulkPut(kept);
  });
}

/** Receipts that hold: what was parked of these events is settled, and the time that they tell is signed. */
export async function settle(db: DeviceDb, receipts: Receipts): Promise<void> {
  if (receipts.size === 0) return;
  await deleteThose(db.parked, new Set(receipts.keys()));
  await sawSignedTime(db, Math.max(...[...receipts.values()].map(({ receivedAt }) => receivedAt)));
}

/**
 * Where sending the same bytes once more can end differently: the server did not judge them, or this device could
 * not check the receipt. What the server has judged it answers the same way again (SYNC-1).
 */
const RETRY = new Set<ParkedRow['code']>(['malformed', 'bad-signature', 'unknown-device', 'receipt-invalid']);

export const mayRetry = ({ code, fate }: Pick<ParkedRow, 'code' | 'fate'>): boolean =>
  RETRY.has(code) && isOpen({ code, fate });

/** Of one whose receipt does not hold the server may have a copy that counts: it is neither replaced nor let go of. */
export const wasRefused = ({ code }: Pick<ParkedRow, 'code'>): boolean => code !== 'receipt-invalid';

/** [SYNC-14] The refused event in whose place one of this kind, made now, stands: the latest that nothing was done about. */
export async function toReplace(db: DeviceDb, type: EventType, task: TaskId): Promise<ParkedRow | undefined> {
  if (!isCorrectable(type)) return undefined;
  const rows = await db.parked
    .filter((row) => isOpen(row) && wasRefused(row) && row.event.type === type && row.event.task === task)
    .toArray();
  return rows.sort((a, b) => b.event.seq - a.event.seq)[0];
}

/** All refused ones of the task that it makes good: with the latest those before it. */
export const noteReplaced = async (db: DeviceDb, by: EventRow): Promise<void> => {
  await db.parked
    .filter((row) => isOpen(row) && wasRefused(row) && row.event.type === by.type && row.event.task === by.task)
    .and(({ event }) => event.seq < by.seq)
    .modify({ fate: { kind: 'replaced', by: by.id, at: by.at } });
};

/** [SYNC-15] The reason was judged by `mayDiscard`. */
export const discard = async (db: DeviceDb, id: string, reason: DiscardReason, at: number): Promise<void> => {
  await db.parked
    .where('id')
    .equals(id)
    .and((row) => isOpen(row) && wasRefused(row))
    .modify({ fate: { kind: 'discarded', at, ...reason } });
};

/** What the device's reports tell of it, latest first. */
export async function discards(db: DeviceDb, most: number): Promise<Discard[]> {
  const rows = await db.parked.toArray();
  const exported = new Set(await db.exported.toCollection().primaryKeys());
  return rows
    .flatMap(({ id, event, fate }) => {
      if (fate?.kind !== 'discarded') return [];
      const { kind: _, ...told } = fate;
      return [{ event: id as EventId, type: event.type, task: event.task, ...told, exported: exported.has(id) }];
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}
