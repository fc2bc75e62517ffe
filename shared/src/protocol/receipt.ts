/**
 * The server's signed word that it has an event: what ends its life on the device as *accepted*. One stands alone, or
 * stands with others of its push under one signature: signing each costs the server a sixth of all that an event takes
 * (docs/adr/0015-receipts-signed-together.md). Either proves by itself what it says.
 */
import { type Bytes, equalBytes } from '../kernel/bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor } from '../kernel/cbor.ts';
import { parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { merkleTree, rootFrom } from '../kernel/merkle.ts';
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
/** What is signed over several: the root of the tree of their maps. */
const R = { kind: 0, root: 1, size: 2 } as const;

const mapOf = ({ hash, shard, seq, receivedAt }: Receipt): CborMap =>
  new Map<number, CborValue>([
    [F.kind, 'receipt'],
    [F.hash, hash],
    [F.shard, shard],
    [F.seq, seq],
    [F.receivedAt, receivedAt],
  ]);

export const signReceipt = (signer: Signer, receipt: Receipt): Promise<Bytes> => signMap(signer, mapOf(receipt));

/** So many under one signature: with twice as many each is 34 bytes longer, and its share of the signature 1 µs less. */
export const SIGNED_TOGETHER = 16;

/** In their order, one signature for `SIGNED_TOGETHER` of them. One that is left over stands alone. */
export async function signReceipts(signer: Signer, receipts: readonly Receipt[], sha256: Digest): Promise<Bytes[]> {
  const signed: Bytes[] = [];
  for (let from = 0; from < receipts.length; from += SIGNED_TOGETHER) {
    signed.push(...(await signTogether(signer, receipts.slice(from, from + SIGNED_TOGETHER), sha256)));
  }
  return signed;
}

async function signTogether(signer: Signer, receipts: readonly Receipt[], sha256: Digest): Promise<Bytes[]> {
  const [first] = receipts;
  if (first && receipts.length === 1) return [await signReceipt(signer, first)];
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

/** The parts of a receipt, none of them believed yet; `under` of one that stands with others. */
interface Parts {
  readonly signed: Sign1;
  readonly said: CborMap;
  readonly under?: { readonly entry: Uint8Array; readonly index: number; readonly path: readonly Uint8Array[] };
}

function partsOf(bytes: Uint8Array): Parts | undefined {
  const outer = decodeCbor(bytes);
  if (!outer.ok || !isShared(outer.value)) {
    const alone = parseSign1(bytes);
    return alone.ok ? { signed: alone.value, said: alone.value.payload } : undefined;
  }
  const [head, entry, index, path] = outer.value;
  const [signed, said] = [parseSign1(head), decodeCbor(entry)];
  if (!signed.ok || !said.ok || !(said.value instanceof Map)) return undefined;
  return { signed: signed.value, said: said.value, under: { entry, index, path } };
}

type Shared = readonly [Uint8Array, Uint8Array, number, readonly Uint8Array[]];

function isShared(value: CborValue): value is Shared & CborValue {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [head, entry, index, path] = value as CborValue[];
  if (!(head instanceof Uint8Array && entry instanceof Uint8Array && isPlace(index) && Array.isArray(path)))
    return false;
  return path.every((node) => node instanceof Uint8Array);
}

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether it stands with others: clients before protocol 4 cannot read such a one. */
export const isSignedTogether = (bytes: Uint8Array): boolean => partsOf(bytes)?.under !== undefined;

/** `undefined` unless a receipt key of the set signed it, within its validity and before any compromise. */
export type OpenReceipt = (bytes: Uint8Array) => Promise<Receipt | undefined>;

/** Opens one after another, or all at once; a signature over several is verified once. */
export function receiptOpener(keys: KeySet, verifySignature: VerifySignature, sha256: Digest): OpenReceipt {
  let last: { readonly signed: Sign1; readonly holds: Promise<boolean> } | undefined;
  const isSigned = (signed: Sign1, key: Uint8Array): Promise<boolean> => {
    if (!last || !sameSign1(last.signed, signed)) {
      last = { signed, holds: verifySignature(signed.alg, key, signed.signed, signed.signature) };
    }
    return last.holds;
  };
  return async (bytes) => {
    const parts = partsOf(bytes);
    const key = parts && findKey(keys, parts.signed.kid, 'receipts');
    if (!parts || key?.alg !== parts.signed.alg || !(await isSigned(parts.signed, key.publicKey))) return undefined;
    if (!(await isCovered(parts, sha256))) return undefined;
    const receipt = receiptIn(parts.said);
    const end = Math.min(key.validTo, key.compromisedAt ?? key.validTo) * 1000;
    return receipt && receipt.receivedAt >= key.validFrom * 1000 && receipt.receivedAt < end ? receipt : undefined;
  };
}

const sameSign1 = (a: Sign1, b: Sign1): boolean =>
  equalBytes(a.signature, b.signature) && equalBytes(a.signed, b.signed);

/** What is said is what is signed, or lies under it. */
async function isCovered({ signed: { payload }, under }: Parts, sha256: Digest): Promise<boolean> {
  if (!under) return true;
  const [root, size] = [payload.get(R.root), payload.get(R.size)];
  if (payload.get(R.kind) !== 'receipts' || !(root instanceof Uint8Array) || !isPlace(size)) return false;
  const reached = await rootFrom(under.entry, { ...under, size }, sha256);
  return reached !== undefined && equalBytes(reached, root);
}

function receiptIn(said: CborMap): Receipt | undefined {
  const [kind, hash, shard, seq, receivedAt] = [F.kind, F.hash, F.shard, F.seq, F.receivedAt].map((f) => said.get(f));
  if (kind !== 'receipt' || !(hash instanceof Uint8Array) || typeof shard !== 'string') return undefined;
  return typeof seq === 'number' && typeof receivedAt === 'number' ? { hash, shard, seq, receivedAt } : undefined;
}
