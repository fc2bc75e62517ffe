/**
 * Events that the server did not accept: kept, shown with their reason, exportable. A row leaves only by the server's
 * later acceptance of the very same event, with a receipt that holds.
 */
import type { DeviceDb, ParkedRow, ReceiptRow } from './device-db.ts';
import type { EventRow } from './rows.ts';

/** The refused ones of what came back from the server, by push or, for one that had waited, by pull. */
export const refusedOf = (events: readonly EventRow[], now: number): ParkedRow[] =>
  events.flatMap((event) => {
    const { id, sync } = event;
    if (sync.state !== 'rejected') return [];
    return [{ id, event, code: sync.code, reasons: sync.reasons, parkedAt: now, exportedAt: null }];
  });

export function park(db: DeviceDb, rows: readonly ParkedRow[]): Promise<void> {
  return db.transaction('rw', db.parked, async () => {
    const known = await db.parked.bulkGet(rows.map(({ id }) => id));
    // Refused again, it is still the same envelope: what was exported stays exported.
    const kept = rows.map((row, i) => {
      const { parkedAt, exportedAt } = known[i] ?? row;
      return { ...row, parkedAt, exportedAt };
    });
    await db.parked.bulkPut(kept);
  });
}

/** Receipts that hold: what was parked of these events is settled. */
export const settle = (db: DeviceDb, receipts: readonly ReceiptRow[]): Promise<void> =>
  db.transaction('rw', db.receipts, db.parked, async () => {
    await db.receipts.bulkPut([...receipts]);
    await db.parked.bulkDelete(receipts.map(({ id }) => id));
  });

export const markExported = async (db: DeviceDb, ids: readonly string[], at: number): Promise<void> => {
  await db.parked.where('id').anyOf(ids).modify({ exportedAt: at });
};

/**
 * Where sending the same bytes once more can end differently: the server did not judge them, or this device could
 * not check the receipt. What the server has judged it answers the same way again (SYNC-1).
 */
const RETRY = new Set<ParkedRow['code']>(['malformed', 'bad-signature', 'unknown-device', 'receipt-invalid']);

export const mayRetry = ({ code }: Pick<ParkedRow, 'code'>): boolean => RETRY.has(code);
