/** Every record of this device and its state, for the sync centre. */
import { liveQuery } from 'dexie';
import { from, type Observable } from 'rxjs';
import type { DeviceDb } from '../database/device-db.ts';
import type { Uses } from '../parts.ts';
import { receiptPorts } from '../receipts/receipt-ports.ts';
import { keepReceipts } from '../receipts/receipts.ts';
import type { CheckedReceipt, EventRow, ParkedOutcome, ParkedRow } from '../rows.ts';
import { tasksOf } from '../tasks/task-rows.ts';
import { isOpen, mayRetry } from './parked.ts';

/** Number of the latest accepted events that are listed. */
const LATEST = 20;

export interface LedgerItem {
  readonly row: EventRow;
  /** Name of the enterprise; undefined when the task is no longer here. */
  readonly enterprise: string | undefined;
  readonly bytes: number;
  /** When it last left this device in a file; undefined if it never did. */
  readonly exportedAt: number | undefined;
}

export type ParkedItem = LedgerItem & { readonly parked: ParkedRow };

export interface Ledger {
  /** A person has to see to these. */
  readonly parked: readonly ParkedItem[];
  /** A corrected one stands in their place, and has no receipt yet (SYNC-14). */
  readonly replaced: readonly ParkedItem[];
  /** Their officer is done with them (SYNC-15). */
  readonly discarded: readonly ParkedItem[];
  /** Not sent, or sent and waiting for an earlier one. */
  readonly waiting: readonly LedgerItem[];
  /** Delivered: the server says accepted, and this device could not check the receipt yet. */
  readonly unchecked: readonly LedgerItem[];
  /** At the server, in quarantine: handed over, and supervisors decide (SYNC-9). */
  readonly undecided: readonly LedgerItem[];
  readonly receipts: readonly (LedgerItem & { readonly receipt: CheckedReceipt })[];
}

export const ledger$ = ({ db }: Uses<'db'>): Observable<Ledger> => from(liveQuery(() => ledgerOf(db)));

async function ledgerOf(db: DeviceDb): Promise<Ledger> {
  const unsent = (state: string) => db.events.where('sync.state').equals(state).sortBy('seq');
  const [pending, waiting, undecided] = await Promise.all([
    unsent('pending'),
    unsent('waiting'),
    unsent('quarantined'),
  ]);
  const young = await db.events.orderBy('at').reverse().limit(LATEST).toArray();
  const parked = await db.parked.toArray();
  const isParked = new Set(parked.map(({ id }) => id));
  const accepted = young.filter(({ id, sync }) => sync.state === 'accepted' && !isParked.has(id));
  const unchecked = accepted.filter(({ checked }) => !checked).reverse();
  const open = [...pending, ...waiting];
  const item = await itemsOf(db, [...parked.map(({ event }) => event), ...open, ...undecided, ...accepted]);
  const items = parked.map((row) => ({ ...item(row.event), parked: row }));
  const done = items.filter((one) => !isOpen(one.parked));
  const replaced = done.filter(({ parked: { outcome } }) => outcome?.kind === 'replaced');
  const by = await db.events.bulkGet(replaced.map(({ parked: { outcome } }) => (outcome as Replaced).by));
  return {
    parked: items.filter((one) => isOpen(one.parked)),
    replaced: replaced.filter((_, i) => !by[i]?.checked),
    discarded: done.filter(({ parked: { outcome } }) => outcome?.kind === 'discarded').sort(latestFirst),
    waiting: open.sort((a, b) => a.seq - b.seq).map(item),
    unchecked: unchecked.map(item),
    undecided: undecided.map(item),
    receipts: accepted.flatMap((row) => (row.checked ? [{ ...item(row), receipt: row.checked }] : [])),
  };
}

type Replaced = Extract<ParkedOutcome, { kind: 'replaced' }>;

const latestFirst = (a: ParkedItem, b: ParkedItem): number => (b.parked.outcome?.at ?? 0) - (a.parked.outcome?.at ?? 0);

async function itemsOf(db: DeviceDb, rows: readonly EventRow[]): Promise<(row: EventRow) => LedgerItem> {
  const tasks = await tasksOf(db, [...new Set<string>(rows.map(({ task }) => task))]);
  const enterprises = new Map(tasks.map((task) => [task?.id as string, task?.data.enterprise.name]));
  const exported = new Map((await db.exported.toArray()).map(({ event, at }) => [event, at]));
  return (row) => ({
    row,
    enterprise: enterprises.get(row.task),
    bytes: Math.ceil((row.envelope.length * 3) / 4),
    exportedAt: exported.get(row.id),
  });
}

/**
 * Sends the same bytes of a parked event once more, in case the reason is gone. If its receipt fails even under the newest
 * keys, somebody else has answered, and our server may never have seen the event.
 */
export async function tryAgain(
  device: Uses<'db' | 'wire' | 'clock' | 'root' | 'trust'> & { syncNow(): void },
  parked: ParkedRow,
): Promise<void> {
  if (!mayRetry(parked)) return;
  const { db } = device;
  const row = await db.events.get(parked.id);
  if (row && parked.code === 'receipt-invalid') {
    await keepReceipts(receiptPorts(device), [row]);
    if (!(await db.parked.get(parked.id))) return;
  }
  await db.events.update(parked.id, { sync: { state: 'pending' } });
  device.syncNow();
}
