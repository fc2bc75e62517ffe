/** The server's signed word that it has an event: what ends its life on the device as *accepted*. */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import { parseSign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import { findKey, type KeySet } from '../task-code/key-set.ts';

export interface Receipt {
  /** SHA-256 of the envelope. */
  readonly hash: Uint8Array;
  readonly shard: string;
  readonly seq: number;
  /** Server clock, milliseconds since 1970. */
  readonly receivedAt: number;
}

const F = { kind: 0, hash: 1, shard: 2, seq: 3, receivedAt: 4 } as const;

export const signReceipt = (signer: Signer, receipt: Receipt): Promise<Bytes> =>
  signMap(
    signer,
    new Map<number, CborValue>([
      [F.kind, 'receipt'],
      [F.hash, receipt.hash],
      [F.shard, receipt.shard],
      [F.seq, receipt.seq],
      [F.receivedAt, receipt.receivedAt],
    ]),
  );

/** `undefined` unless a receipt key of the set signed it, within its validity and before any compromise. */
export async function openReceipt(
  bytes: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Receipt | undefined> {
  const parsed = parseSign1(bytes);
  if (!parsed.ok || parsed.value.payload.get(F.kind) !== 'receipt') return undefined;
  const { alg, kid, payload, signature, signed } = parsed.value;
  const key = findKey(keys, kid, 'receipts');
  if (key?.alg !== alg || !(await verifySignature(alg, key.publicKey, signed, signature))) return undefined;
  const [hash, shard, seq, receivedAt] = [F.hash, F.shard, F.seq, F.receivedAt].map((f) => payload.get(f));
  if (!(hash instanceof Uint8Array) || typeof shard !== 'string') return undefined;
  if (typeof seq !== 'number' || typeof receivedAt !== 'number') return undefined;
  const end = Math.min(key.validTo, key.compromisedAt ?? key.validTo);
  if (receivedAt < key.validFrom * 1000 || receivedAt >= end * 1000) return undefined;
  return { hash, shard, seq, receivedAt };
}
