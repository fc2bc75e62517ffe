/**
 * Checked receipts of an app before version 9 of the device’s database: a table of their own. They go into the rows of their
 * events.
 */
import type { Transaction } from 'dexie';
import type { CheckedReceipt, EventRow } from './rows.ts';

export type ReceiptRow = CheckedReceipt & { readonly id: string };

/** How many are in memory at once. */
const MOST = 500;

/** Where the events are not here yet, but come when this is done (older-rows.ts), their receipts wait for them. */
export async function moveReceipts(old: Transaction): Promise<void> {
  const [events, receipts] = [old.table<EventRow, string>('events'), old.table<ReceiptRow, string>('receipts')];
  if ((await old.table('meta').get('rowsElsewhere'))?.value === 'there') {
    await old.table('meta').put({ name: 'receiptsOfThose', value: await receipts.toArray() });
    return;
  }
  let rows = await events.orderBy('id').limit(MOST).toArray();
  for (let last = rows.at(-1); last; last = rows.at(-1)) {
    const theirs = await receipts.where('id').between(rows[0]?.id, last.id, true, true).toArray();
    await events.bulkPut(withReceipts(rows, theirs).filter(({ checked }) => checked));
    rows = await events.where('id').above(last.id).limit(MOST).toArray();
  }
}

export function withReceipts(rows: readonly EventRow[], receipts: readonly ReceiptRow[]): EventRow[] {
  const checked = new Map(receipts.map(({ id, ...receipt }) => [id, receipt]));
  return rows.map((row) => ({ ...row, ...(checked.has(row.id) ? { checked: checked.get(row.id) } : {}) }));
}
