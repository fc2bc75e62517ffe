/** Checking receipts with what an open device has. */
import type { Device } from './device.svelte.ts';
import { park, settle } from './parked.ts';
import type { ReceiptPorts } from './receipts.ts';
import { refreshTrust } from './trust.ts';

export const receiptPorts = (device: Device): ReceiptPorts => ({
  keys: async () => (await device.trust())?.keys,
  newerKeys: () => refreshTrust(device.db, device.wire, device.root, Date.now()),
  keep: async (rows) => {
    await settle(device.db, rows);
    const newest = Math.max(0, ...rows.map(({ receivedAt }) => receivedAt));
    if (newest > 0) await device.sawSignedTime(newest);
  },
  park: (rows) => park(device.db, rows),
  now: () => Date.now(),
});
