/** Receipts that could not be checked when they came: the keys were not there, or the page was closed before. */
import type { Device } from './device.svelte.ts';
import { receiptPorts } from './receipt-ports.ts';
import { keepReceipts } from './receipts.ts';
import type { EventRow } from './rows.ts';

export async function checkOutstanding(device: Device): Promise<void> {
  const { local, db } = device;
  const selector = { 'sync.state': 'accepted' } as never;
  const accepted = await local.collections.events.count({ selector }).exec();
  const parked = await db.parked.filter(({ code }) => code === 'receipt-invalid').count();
  if (accepted <= (await db.receipts.count()) + parked) return;
  const done = new Set([
    ...(await db.receipts.toCollection().primaryKeys()),
    ...(await db.parked.toCollection().primaryKeys()),
  ]);
  const rows = await local.collections.events.find({ selector }).exec();
  await keepReceipts(
    receiptPorts(device),
    rows.filter(({ id }) => !done.has(id)).map((row) => row.toJSON() as EventRow),
  );
}
