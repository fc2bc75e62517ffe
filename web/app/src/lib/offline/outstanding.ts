/** Receipts that could not be checked when they came: the keys were missing, or the page was closed before. */
import { countChecked } from './event-rows.ts';
import type { Uses } from './parts.ts';
import { receiptPorts } from './receipt-ports.ts';
import { keepReceipts } from './receipts.ts';

export async function checkOutstanding(parts: Uses<'db' | 'wire' | 'clock' | 'root' | 'trust'>): Promise<void> {
  const { db } = parts;
  const accepted = await db.events.where('sync.state').equals('accepted').count();
  const parked = await db.parked.filter(({ code }) => code === 'receipt-invalid').count();
  if (accepted <= (await countChecked(db)) + parked) return;
  const known = new Set(await db.parked.toCollection().primaryKeys());
  const rows = await db.events.where('sync.state').equals('accepted').toArray();
  await keepReceipts(
    receiptPorts(parts),
    rows.filter(({ id, checked }) => !checked && !known.has(id)),
  );
}
