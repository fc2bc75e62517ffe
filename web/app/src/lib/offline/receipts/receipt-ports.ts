/** Ports for checking receipts, made of the parts of an open device. */

import { refreshDeviceTrust } from '../downloads/trust.ts';
import { park } from '../outbox/parked.ts';
import type { Uses } from '../parts.ts';
import { keepChecked } from './answers.ts';
import type { ReceiptPorts } from './receipts.ts';

export const receiptPorts = ({
  db,
  wire,
  clock,
  root,
  trust,
}: Uses<'db' | 'wire' | 'clock' | 'root' | 'trust'>): ReceiptPorts => ({
  keys: async () => (await trust())?.keys,
  newerKeys: () => refreshDeviceTrust(db, wire, root, clock.now()),
  keep: (receipts) => keepChecked(db, receipts),
  park: (rows) => park(db, rows),
  now: clock.now,
});
