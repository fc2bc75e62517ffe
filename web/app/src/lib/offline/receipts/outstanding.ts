/** Receipts that could not be checked when they came: the keys were missing, or the page was closed before. */
import { countChecked } from '../outbox/event-rows.ts';
import type { Uses } from '../parts.ts';
import { receiptPorts } from './receipt-ports.ts';
import { keepReceipts } from './receipts.ts';

export async function checkOutstanding(parts: Uses<'db' | 'wire' | 'clock' | 'root' | 'trust'>): Promise<void> {
  const { db } = parts;
  const accepted = await db.events.where('sync.state').equals('accepted').count();
  // A stranger may answer "accepted" to an event that the server refused, when it is sent again (SYNC-20): that receipt is
  // looked at too, although the event is parked.
  const invalid = new Set(await db.parked.filter(({ code }) => code === 'receipt-invalid').primaryKeys());
  if (accepted <= (await countChecked(db)) + invalid.size) return;
  const rows = await db.events.where('sync.state').equals('accepted').toArray();
  await keepReceipts(
    receiptPorts(parts),
    rows.filter(({ id, checked }) => !checked && !invalid.has(id)),
  );
}
