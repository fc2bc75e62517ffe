/**
 * The server's signed word that it has an event: what ends its life on the device as *accepted*. One stands alone, or
 * stands with others of its push under one signature: signing each costs the server a sixth of all that an event takes
 * (docs/adr/0015-receipts-signed-together.md). Either proves by itself what it says.
 */
import { type Bytes, equalBytes } from '../kernel/bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor } from '../kernel/cbor.ts';
import { parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { merkleTree, type Over, rememberedOver, rootFrom } from '../kernel/merkle.ts';
import { findKey, type IssuingKey, type KeySet } from '../task-code/key-set.ts';

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

/** A receipt, nothing of it believed yet: what is signed, and in one that stands with others what lies under that. */
interface Parts {
  readonly head: Uint8Array;
  readonly under?: { readonly entry: Uint8Array; readonly index: number; readonly path: readonly Uint8Array[] };
}

function partsOf(bytes: Uint8Array): Parts {
  const outer = decodeCbor(bytes);
  if (!outer.ok || !isShared(outer.value)) return { head: bytes };
  const [head, entry, index, path] = outer.value;
  return { head, under: { entry, index, path } };
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
export const isSignedTogether = (bytes: Uint8Array): boolean => partsOf(bytes).under !== undefined;

/** `undefined` unless a receipt key of the set signed it, within its validity and before any compromise. */
export type OpenReceipt = (bytes: Uint8Array) => Promise<Receipt | undefined>;

interface Head {
  readonly bytes: Uint8Array;
  readonly signed: Sign1;
  readonly key: IssuingKey;
  readonly holds: Promise<boolean>;
}

/** Opens one after another, or all at once; what several stand under is read, verified and climbed to once. */
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
    const { head: headBytes, under } = partsOf(bytes);
    const head = headIn(headBytes);
    if (!head || !(await head.holds)) return undefined;
    const { payload } = head.signed;
    const said = under ? await coveredBy(payload, under, sha256, over) : payload;
    const receipt = said && receiptIn(said);
    const { validFrom, validTo, compromisedAt } = head.key;
    const end = Math.min(validTo, compromisedAt ?? validTo) * 1000;
    return receipt && receipt.receivedAt >= validFrom * 1000 && receipt.receivedAt < end ? receipt : undefined;
  };
}

/** What lies under the signed root, if it does. */
async function coveredBy(
  payload: CborMap,
  under: NonNullable<Parts['under']>,
  sha256: Digest,
  over: Over,
): Promise<CborMap | undefined> {
  const [root, size] = [payload.get(R.root), payload.get(R.size)];
  if (payload.get(R.kind) !== 'receipts' || !(root instanceof Uint8Array) || !isPlace(size)) return undefined;
  const reached = await rootFrom(under.entry, { ...under, size }, sha256, over);
  const said = decodeCbor(under.entry);
  return reached && equalBytes(reached, root) && said.ok && said.value instanceof Map ? said.value : undefined;
}

function receiptIn(said: CborMap): Receipt | undefined {
  const [kind, hash, shard, seq, receivedAt] = [F.kind, F.hash, F.shard, F.seq, F.receivedAt].map((f) => said.get(f));
  if (kind !== 'receipt' || !(hash instanceof Uint8Array) || typeof shard !== 'string') return undefined;
  return typeof seq === 'number' && typeof receivedAt === 'number' ? { hash, shard, seq, receivedAt } : undefined;
}
