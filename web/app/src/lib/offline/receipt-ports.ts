/** Checking receipts with what an open device has. */
import { keepChecked } from './answers.ts';
import type { Device } from './device.svelte.ts';
import { park } from './parked.ts';
import type { ReceiptPorts } from './receipts.ts';
import { refreshTrust } from './trust.ts';

export const receiptPorts = (device: Device): ReceiptPorts => ({
  keys: async () => (await device.trust())?.keys,
  newerKeys: () => refreshTrust(device.db, device.wire, device.root, Date.now()),
  keep: (receipts) => keepChecked(device.db, receipts),
  park: (rows) => park(device.db, rows),
  now: () => Date.now(),
});
