/**
 * An event counts as accepted only when this device has checked the server's receipt: signed by a receipt key of
 * the trusted key set, over the hash of the very envelope that is on this device.
 */
import { equalBytes, fromBase64Url } from '@liangma/shared/kernel/bytes';
import { type OpenReceipt, receiptOpener } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/task-code/key-set';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { ParkedRow, ReceiptRow } from './device-db.ts';
import type { EventRow } from './rows.ts';

export interface ReceiptPorts {
  /** The key set; undefined while this device has none. */
  keys(): Promise<KeySet | undefined>;
  /** Tries to get a newer key set; false when there is none. Rejects when the server could not be asked. */
  newerKeys(): Promise<boolean>;
  keep(rows: readonly ReceiptRow[]): Promise<void>;
  park(rows: readonly ParkedRow[]): Promise<void>;
  now(): number;
}

/** The receipt, if it holds for this event. */
export async function checkReceipt(row: EventRow, open: OpenReceipt, now: number): Promise<ReceiptRow | undefined> {
  if (row.sync.state !== 'accepted') return undefined;
  const bytes = fromBase64Url(row.sync.receipt);
  const envelope = fromBase64Url(row.envelope);
  const receipt = bytes && (await open(bytes));
  if (!receipt || !envelope || !equalBytes(receipt.hash, await sha256(envelope))) return undefined;
  const { shard, seq, receivedAt } = receipt;
  return { id: row.id, signed: row.sync.receipt, shard, seq, receivedAt, checkedAt: now };
}

/**
 * Keeps the receipts that hold; rows that are not accepted are passed over. One that does not is tried once more with newer keys, then its event is parked.
 * Without any keys, or when the server cannot be asked, the rows stay unchecked and are looked at again later.
 */
export async function keepReceipts(ports: ReceiptPorts, rows: readonly EventRow[]): Promise<void> {
  const accepted = rows.filter(({ sync }) => sync.state === 'accepted');
  const bad = await keepGood(ports, accepted);
  if (bad.length === 0) return;
  const newer = await ports.newerKeys().catch(() => undefined);
  if (newer === undefined) return;
  const still = newer ? await keepGood(ports, bad) : bad;
  const parkedAt = ports.now();
  await ports.park(still.map((event) => ({ id: event.id, event, code: 'receipt-invalid', reasons: [], parkedAt })));
}

async function keepGood(ports: ReceiptPorts, rows: readonly EventRow[]): Promise<EventRow[]> {
  const keys = await ports.keys();
  if (!keys || rows.length === 0) return [];
  const open = receiptOpener(keys, verifySignature, sha256);
  const checked = await Promise.all(rows.map((row) => checkReceipt(row, open, ports.now())));
  await ports.keep(checked.filter((receipt) => receipt !== undefined));
  return rows.filter((_, i) => !checked[i]);
}
