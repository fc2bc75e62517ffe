/** The server's signed word that it holds the bytes of a photo: only then does the device let go of its own. */
import { type Bytes, toHex } from '../kernel/bytes.ts';
import { bytes, cborRecord, int } from '../kernel/cbor-record.ts';
import { parseSign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import { findKey, type KeySet } from '../trust/key-set.ts';

export interface PhotoReceipt {
  /** SHA-256 of the bytes, as hex. */
  readonly hash: string;
  /** Server clock, milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Header in which the server sends it, base64url: an answer of tus (`routes/photos.ts`) has no body. */
export const PHOTO_RECEIPT_HEADER = 'x-liangma-photo-receipt';

const receipt = cborRecord({ hash: [1, bytes], receivedAt: [2, int] }, { kind: 'photo-receipt' });

export const signPhotoReceipt = (signer: Signer, hash: Uint8Array, receivedAt: number): Promise<Bytes> =>
  signMap(signer, receipt.encode({ hash, receivedAt }));

/** `undefined` unless a receipt key of the set signed it, within its validity and before any compromise. */
export async function openPhotoReceipt(
  file: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<PhotoReceipt | undefined> {
  const parsed = parseSign1(file);
  const content = parsed.ok ? receipt.decode(parsed.value.payload) : undefined;
  if (!parsed.ok || !content) return undefined;
  const { alg, kid, signature, signed } = parsed.value;
  const key = findKey(keys, kid, 'receipts');
  if (key?.alg !== alg || !(await verifySignature(alg, key.publicKey, signed, signature))) return undefined;
  const { hash, receivedAt } = content;
  const end = Math.min(key.validTo, key.compromisedAt ?? key.validTo);
  if (receivedAt < key.validFrom * 1000 || receivedAt >= end * 1000) return undefined;
  return { hash: toHex(hash), receivedAt };
}
