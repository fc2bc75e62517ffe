/**
 * Receipt: the server's signed word that it has an event. It ends the event's life on the device as *accepted*. Up to
 * `SIGNED_TOGETHER` receipts of a push share one signature over the root of a Merkle tree, because signing each alone costs
 * the server a sixth of what an event takes (docs/adr/0015-receipts-signed-together.md). Each receipt carries the signed root
 * and its path, so that it proves by itself what it says.
 */
import { type Bytes, equalBytes } from '../kernel/bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor } from '../kernel/cbor.ts';
import { parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { merkleTree, type Over, rememberedOver, rootFrom } from '../kernel/merkle.ts';
import { findKey, type IssuingKey, type KeySet } from '../trust/key-set.ts';

export interface Receipt {
  /** SHA-256 of the envelope. */
  readonly hash: Uint8Array;
  readonly shard: string;
  readonly seq: number;
  /** Server clock, milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Keys of an entry: the words of one receipt. */
const F = { kind: 0, hash: 1, shard: 2, seq: 3, receivedAt: 4 } as const;
/** Keys of the signed head: the root of the tree over the entries. */
const R = { kind: 0, root: 1, size: 2 } as const;

const mapOf = ({ hash, shard, seq, receivedAt }: Receipt): CborMap =>
  new Map<number, CborValue>([
    [F.kind, 'receipt'],
    [F.hash, hash],
    [F.shard, shard],
    [F.seq, seq],
    [F.receivedAt, receivedAt],
  ]);

/** With twice as many under a signature, each receipt is 34 bytes longer and its share of the signature 1 µs less. */
export const SIGNED_TOGETHER = 16;

/** Signs receipts in their order, `SIGNED_TOGETHER` under a signature. */
export async function signReceipts(signer: Signer, receipts: readonly Receipt[], sha256: Digest): Promise<Bytes[]> {
  const signed: Bytes[] = [];
  for (let from = 0; from < receipts.length; from += SIGNED_TOGETHER) {
    signed.push(...(await signTogether(signer, receipts.slice(from, from + SIGNED_TOGETHER), sha256)));
  }
  return signed;
}

/** Signs one receipt: a tree of one entry. */
export const signReceipt = async (signer: Signer, receipt: Receipt, sha256: Digest): Promise<Bytes> =>
  (await signTogether(signer, [receipt], sha256))[0] as Bytes;

async function signTogether(signer: Signer, receipts: readonly Receipt[], sha256: Digest): Promise<Bytes[]> {
  const entries = receipts.map((receipt) => encodeCbor(mapOf(receipt)));
  const { root, paths } = await merkleTree(entries, sha256);
  const head = await signMap(
    signer,
    new Map<number, CborValue>([
      [R.kind, 'receipts'],
      [R.root, root],
      [R.size, receipts.length],
    ]),
  );
  return entries.map((entry, i) => encodeCbor([head, entry, i, paths[i] ?? []]));
}

/** Parts of a receipt, in the order of its CBOR array: signed head, entry, place of the entry, path to the root. */
type Parts = readonly [Uint8Array, Uint8Array, number, readonly Uint8Array[]];

function partsOf(bytes: Uint8Array): Parts | undefined {
  const outer = decodeCbor(bytes);
  if (!outer.ok || !Array.isArray(outer.value) || outer.value.length !== 4) return undefined;
  const [head, entry, index, path] = outer.value as CborValue[];
  if (!(head instanceof Uint8Array && entry instanceof Uint8Array && isPlace(index) && Array.isArray(path)))
    return undefined;
  return path.every((node) => node instanceof Uint8Array) ? [head, entry, index, path as Uint8Array[]] : undefined;
}

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Returns `undefined` unless a receipt key of the set signed it, within its validity and before any compromise. */
export type OpenReceipt = (bytes: Uint8Array) => Promise<Receipt | undefined>;

interface Head {
  readonly bytes: Uint8Array;
  readonly signed: Sign1;
  readonly key: IssuingKey;
  readonly holds: Promise<boolean>;
}

/** Opens receipts one after another or all at once. A head that several share is parsed and verified once. */
export function receiptOpener(keys: KeySet, verifySignature: VerifySignature, sha256: Digest): OpenReceipt {
  let last: Head | undefined;
  const over = rememberedOver(sha256);
  const headIn = (bytes: Uint8Array): Head | undefined => {
    if (last && equalBytes(last.bytes, bytes)) return last;
    const parsed = parseSign1(bytes);
    const key = parsed.ok && findKey(keys, parsed.value.kid, 'receipts');
    if (!parsed.ok || !key || key.alg !== parsed.value.alg) return undefined;
    const signed = parsed.value;
    const holds = verifySignature(signed.alg, key.publicKey, signed.signed, signed.signature);
    last = { bytes, signed, key, holds };
    return last;
  };
  return async (bytes) => {
    const parts = partsOf(bytes);
    const head = parts && headIn(parts[0]);
    if (!head || !(await head.holds) || !(await covers(head.signed.payload, parts, sha256, over))) return undefined;
    const receipt = receiptIn(parts[1]);
    const { validFrom, validTo, compromisedAt } = head.key;
    const end = Math.min(validTo, compromisedAt ?? validTo) * 1000;
    return receipt && receipt.receivedAt >= validFrom * 1000 && receipt.receivedAt < end ? receipt : undefined;
  };
}

/** Returns true if the entry lies under the signed root. */
async function covers(payload: CborMap, [, entry, index, path]: Parts, sha256: Digest, over: Over): Promise<boolean> {
  const [root, size] = [payload.get(R.root), payload.get(R.size)];
  if (payload.get(R.kind) !== 'receipts' || !(root instanceof Uint8Array) || !isPlace(size)) return false;
  const reached = await rootFrom(entry, { index, size, path }, sha256, over);
  return reached !== undefined && equalBytes(reached, root);
}

function receiptIn(entry: Uint8Array): Receipt | undefined {
  const said = decodeCbor(entry);
  if (!said.ok || !(said.value instanceof Map)) return undefined;
  const map = said.value;
  const [kind, hash, shard, seq, receivedAt] = [F.kind, F.hash, F.shard, F.seq, F.receivedAt].map((f) => map.get(f));
  if (kind !== 'receipt' || !(hash instanceof Uint8Array) || typeof shard !== 'string') return undefined;
  return typeof seq === 'number' && typeof receivedAt === 'number' ? { hash, shard, seq, receivedAt } : undefined;
}
