/** Checking receipts with what an open device has. */
import type { Device } from './device.svelte.ts';
import { park, settle } from './parked.ts';
import type { ReceiptPorts } from './receipts.ts';
import { refreshTrust } from './trust.ts';

export const receiptPorts = (device: Device): ReceiptPorts => ({
  keys: async () => (await device.trust())?.keys,
  newerKeys: () => refreshTrust(device.db, device.wire, device.root, Date.now()),
  keep: (rows) => settle(device.db, rows),
  park: (rows) => park(device.db, rows),
  now: () => Date.now(),
});
