/**
 * Receipt: the server's signed word that it has an event. It ends the event's life on the device as *accepted*. Up to
 * `SIGNED_TOGETHER` receipts of a push share one signature over the root of a Merkle tree, because signing each alone costs
 * the server a sixth of what an event takes (docs/adr/0015-receipts-signed-together.md). Each receipt carries the signed root
 * and its path, so that it proves by itself what it says.
 */
import { type Bytes, equalBytes } from '../kernel/bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor } from '../kernel/cbor.ts';
import { bytes, cborRecord, cborRow, int, list, type TypeOf, text, uint } from '../kernel/cbor-record.ts';
import { parseSign1, type Sign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { merkleTree, type Over, rememberedOver, rootFrom } from '../kernel/merkle.ts';
import { findKey, type IssuingKey, type KeySet } from '../trust/key-set.ts';

/** The words of one receipt. */
const receiptRecord = cborRecord(
  {
    /** SHA-256 of the envelope. */
    hash: [1, bytes],
    shard: [2, text],
    seq: [3, int],
    /** Server clock, milliseconds since 1970. */
    receivedAt: [4, int],
  },
  { kind: 'receipt' },
);
export type Receipt = TypeOf<typeof receiptRecord>;

/** Signed head: the root of the tree over the entries, and how many they are. */
const headRecord = cborRecord({ root: [1, bytes], size: [2, uint] }, { kind: 'receipts' });

const partsRow = cborRow({
  head: bytes,
  entry: bytes,
  /** Place of the entry in the tree. */
  index: uint,
  /** From the entry to the root. */
  path: list(bytes),
});
type Parts = TypeOf<typeof partsRow>;

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
  const entries = receipts.map((receipt) => encodeCbor(receiptRecord.encode(receipt)));
  const { root, paths } = await merkleTree(entries, sha256);
  const head = await signMap(signer, headRecord.encode({ root, size: receipts.length }));
  return entries.map((entry, i) => encodeCbor(partsRow.encode({ head, entry, index: i, path: paths[i] ?? [] })));
}

/** Returns `undefined` unless a receipt key of the set signed it, within its validity and before any compromise. */
export type OpenReceipt = (receipt: Uint8Array) => Promise<Receipt | undefined>;

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
  const headIn = (head: Uint8Array): Head | undefined => {
    if (last && equalBytes(last.bytes, head)) return last;
    const parsed = parseSign1(head);
    const key = parsed.ok && findKey(keys, parsed.value.kid, 'receipts');
    if (!parsed.ok || !key || key.alg !== parsed.value.alg) return undefined;
    const signed = parsed.value;
    const holds = verifySignature(signed.alg, key.publicKey, signed.signed, signed.signature);
    last = { bytes: head, signed, key, holds };
    return last;
  };
  return async (signed) => {
    const parts = partsRow.decode(decoded(signed));
    const head = parts && headIn(parts.head);
    if (!head || !(await head.holds) || !(await covers(head.signed.payload, parts, sha256, over))) return undefined;
    const receipt = receiptRecord.decode(decoded(parts.entry));
    const { validFrom, validTo, compromisedAt } = head.key;
    const end = Math.min(validTo, compromisedAt ?? validTo) * 1000;
    return receipt && receipt.receivedAt >= validFrom * 1000 && receipt.receivedAt < end ? receipt : undefined;
  };
}

/** Returns true if the entry lies under the signed root. */
async function covers(payload: CborMap, parts: Parts, sha256: Digest, over: Over): Promise<boolean> {
  const head = headRecord.decode(payload);
  if (!head) return false;
  const reached = await rootFrom(parts.entry, { ...parts, size: head.size }, sha256, over);
  return reached !== undefined && equalBytes(reached, head.root);
}

function decoded(encoded: Uint8Array): CborValue | undefined {
  const read = decodeCbor(encoded);
  return read.ok ? read.value : undefined;
}
