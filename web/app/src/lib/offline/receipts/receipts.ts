/**
 * An event counts as accepted only when this device has checked the server's receipt: signed by a receipt key of
 * the trusted key set, over the hash of the very envelope that is on this device.
 */
import { equalBytes, fromBase64Url } from '@liangma/shared/kernel/bytes';
import type { Digest } from '@liangma/shared/kernel/digest';
import { type OpenReceipt, receiptOpener } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { bestEffort } from '@liangma/web-common/best-effort';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import { sha256 as hashOf } from '@noble/hashes/sha2.js';
import type { CheckedReceipt, EventRow, ParkedRow } from '../rows.ts';

/** In the page's thread: a receipt needs six hashes of some hundred bytes, and the browser's own changes threads for each. */
const sha256: Digest = async (bytes) => hashOf(bytes);

/** By the ids of their events. */
export type Receipts = ReadonlyMap<string, CheckedReceipt>;

export interface ReceiptPorts {
  /** The key set; undefined while this device has none. */
  keys(): Promise<KeySet | undefined>;
  /** Tries to get a newer key set; false when there is none. Rejects when the server could not be asked. */
  newerKeys(): Promise<boolean>;
  keep(receipts: Receipts): Promise<void>;
  park(rows: readonly ParkedRow[]): Promise<void>;
  now(): number;
}

/** Returns the receipt if it passes the check for this event. */
export async function checkReceipt(row: EventRow, open: OpenReceipt, now: number): Promise<CheckedReceipt | undefined> {
  if (row.sync.state !== 'accepted') return undefined;
  const bytes = fromBase64Url(row.sync.receipt);
  const envelope = fromBase64Url(row.envelope);
  const receipt = bytes && (await open(bytes));
  if (!receipt || !envelope || !equalBytes(receipt.hash, await sha256(envelope))) return undefined;
  const { shard, seq, receivedAt } = receipt;
  return { signed: row.sync.receipt, shard, seq, receivedAt, checkedAt: now };
}

/** Keeps the receipts that pass the check, and parks the events whose receipts fail. Skips rows that are not accepted. */
export async function keepReceipts(ports: ReceiptPorts, rows: readonly EventRow[]): Promise<void> {
  const { good, bad } = await checkReceipts(ports, rows);
  await ports.keep(good);
  await lookAgain(ports, bad);
}

export interface CheckedReceipts {
  readonly good: Receipts;
  /** Events whose receipt fails under the keys of this device. */
  readonly bad: readonly EventRow[];
}

/** Without keys it decides nothing: the receipts are checked again later. */
export async function checkReceipts(ports: ReceiptPorts, rows: readonly EventRow[]): Promise<CheckedReceipts> {
  const accepted = rows.filter(({ sync }) => sync.state === 'accepted');
  const keys = accepted.length > 0 ? await ports.keys() : undefined;
  if (!keys) return { good: new Map(), bad: [] };
  const open = receiptOpener(keys, verifySignature, sha256);
  const checked = await Promise.all(accepted.map((row) => checkReceipt(row, open, ports.now())));
  return {
    good: new Map(accepted.flatMap(({ id }, i) => (checked[i] ? [[id, checked[i]]] : []))),
    bad: accepted.filter((_, i) => !checked[i]),
  };
}

/**
 * Checks failed receipts once more with newer keys, and parks the events whose receipts fail again. If the server cannot be
 * asked, the rows stay unchecked and are checked later.
 */
export async function lookAgain(ports: ReceiptPorts, bad: readonly EventRow[]): Promise<void> {
  if (bad.length === 0) return;
  const newer = await bestEffort(ports.newerKeys(), 'there may be no network');
  if (newer === undefined) return;
  const still = newer ? await checkReceipts(ports, bad) : { good: new Map(), bad };
  await ports.keep(still.good);
  const parkedAt = ports.now();
  await ports.park(still.bad.map((event) => ({ id: event.id, event, code: 'receipt-invalid', reasons: [], parkedAt })));
}
