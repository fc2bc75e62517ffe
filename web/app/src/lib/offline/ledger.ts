/** Every record of this device and where it stands, for the sync centre. */
import { liveQuery } from 'dexie';
import { combineLatest, from, type Observable, switchMap } from 'rxjs';
import type { Device } from './device.svelte.ts';
import type { ParkedFate, ParkedRow, ReceiptRow } from './device-db.ts';
import type { Local } from './local.ts';
import { isOpen, mayRetry } from './parked.ts';
import { receiptPorts } from './receipt-ports.ts';
import { keepReceipts } from './receipts.ts';
import type { EventRow, TaskRow } from './rows.ts';

/** How many of the latest accepted events are listed. */
const LATEST = 20;

export interface LedgerItem {
  readonly row: EventRow;
  /** Of the enterprise; undefined when the task is no longer here. */
  readonly enterprise: string | undefined;
  readonly bytes: number;
  /** When it last left this device in a file; undefined where it never did. */
  readonly exportedAt: number | undefined;
}

export type ParkedItem = LedgerItem & { readonly parked: ParkedRow };

export interface Ledger {
  /** Somebody has to see to these. */
  readonly parked: readonly ParkedItem[];
  /** A corrected one stands in their place, and has no receipt yet (SYNC-14). */
  readonly replaced: readonly ParkedItem[];
  /** Their officer is done with them (SYNC-15). */
  readonly discarded: readonly ParkedItem[];
  /** Not sent, sent and waiting for an earlier one, or accepted with a receipt that is not checked yet. */
  readonly waiting: readonly LedgerItem[];
  /** At the server, in quarantine: handed over, and supervisors decide (SYNC-9). */
  readonly undecided: readonly LedgerItem[];
  readonly receipts: readonly (LedgerItem & { readonly receipt: ReceiptRow })[];
}

export function ledger$({ local, db }: Device): Observable<Ledger> {
  const { events } = local.collections;
  const unsent = (state: string) => events.find({ selector: { 'sync.state': state } as never }).$;
  const latest = events.find({ selector: { at: { $gte: 0 } }, sort: [{ at: 'desc' }], limit: LATEST }).$;
  const kept = from(liveQuery(() => Promise.all([db.parked.toArray(), db.exported.toArray(), db.receipts.count()])));
  return combineLatest([unsent('pending'), unsent('waiting'), unsent('quarantined'), latest, kept]).pipe(
    switchMap(async ([pending, waiting, quarantined, young, [parked, exported]]) => {
      const toRow = (document: { toJSON(): unknown }) => document.toJSON() as EventRow;
      const receipts = await db.receipts.bulkGet(young.map(({ id }) => id));
      const receiptOf = new Map(receipts.map((receipt) => [receipt?.id, receipt]));
      const isParked = new Set(parked.map(({ id }) => id));
      const accepted = young.map(toRow).filter(({ id, sync }) => sync.state === 'accepted' && !isParked.has(id));
      const open = [...pending.map(toRow), ...waiting.map(toRow), ...accepted.filter(({ id }) => !receiptOf.has(id))];
      const undecided = quarantined.map(toRow);
      const rows = [...parked.map(({ event }) => event), ...open, ...undecided, ...accepted];
      const item = await itemsOf(local, rows, new Map(exported.map(({ event, at }) => [event, at])));
      const items = parked.map((row) => ({ ...item(row.event), parked: row }));
      const replaced = items.filter(({ parked: { fate } }) => fate?.kind === 'replaced');
      const done = await db.receipts.bulkGet(replaced.map(({ parked: { fate } }) => (fate as Replaced).by));
      return {
        parked: items.filter((one) => isOpen(one.parked)),
        replaced: replaced.filter((_, i) => done[i] === undefined),
        discarded: items.filter(({ parked: { fate } }) => fate?.kind === 'discarded').sort(latestFirst),
        waiting: open.sort((a, b) => a.seq - b.seq).map(item),
        undecided: undecided.sort((a, b) => a.seq - b.seq).map(item),
        receipts: accepted.flatMap((row) => {
          const receipt = receiptOf.get(row.id);
          return receipt ? [{ ...item(row), receipt }] : [];
        }),
      };
    }),
  );
}

type Replaced = Extract<ParkedFate, { kind: 'replaced' }>;

const latestFirst = (a: ParkedItem, b: ParkedItem): number => (b.parked.fate?.at ?? 0) - (a.parked.fate?.at ?? 0);

async function itemsOf(
  local: Local,
  rows: readonly EventRow[],
  exported: ReadonlyMap<string, number>,
): Promise<(row: EventRow) => LedgerItem> {
  const tasks = await local.collections.tasks.findByIds([...new Set<string>(rows.map(({ task }) => task))]).exec();
  return (row) => ({
    row,
    enterprise: (tasks.get(row.task)?.toJSON() as TaskRow | undefined)?.data.enterprise.name,
    bytes: Math.ceil((row.envelope.length * 3) / 4),
    exportedAt: exported.get(row.id),
  });
}

/**
 * Sends a parked event once more: the very same bytes, for the case that the reason is gone. Behind a receipt that does
 * not hold even under the newest keys stands somebody else: our server may never have seen the event.
 */
export async function tryAgain(device: Device, parked: ParkedRow): Promise<void> {
  if (!mayRetry(parked)) return;
  const document = await device.local.collections.events.findOne(parked.id).exec();
  if (document && parked.code === 'receipt-invalid') {
    await keepReceipts(receiptPorts(device), [document.toJSON() as EventRow]);
    if (!(await device.db.parked.get(parked.id))) return;
  }
  await document?.incrementalPatch({ sync: { state: 'pending' } });
  device.syncNow();
}
