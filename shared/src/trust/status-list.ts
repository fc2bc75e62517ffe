/** Withdrawn codes: one bit a code, signed by an issuing key, with its issue time and time to live. */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { findKey, type KeySet } from './key-set.ts';
import { type FileError, openFile, signFile } from './signed-file.ts';

export interface StatusList {
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Seconds for which the list may be believed without a newer one. */
  readonly ttl: number;
  /** Bit i (least significant first) is 1 when the code with status index i is withdrawn. */
  readonly bits: Uint8Array;
}

const F = { issuedAt: 1, ttl: 2, bits: 3 } as const;

export const signStatusList = (signer: Signer, list: StatusList): Promise<Bytes> =>
  signFile(
    signer,
    'status-list',
    new Map<number, CborValue>([
      [F.issuedAt, list.issuedAt],
      [F.ttl, list.ttl],
      [F.bits, list.bits],
    ]),
  );

export async function openStatusList(
  bytes: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<StatusList, FileError>> {
  const file = await openFile(bytes, 'status-list', (kid) => findKey(keys, kid, 'files')?.publicKey, verifySignature);
  if (!file.ok) return file;
  const issuedAt = file.value.get(F.issuedAt);
  const ttl = file.value.get(F.ttl);
  const bits = file.value.get(F.bits);
  if (typeof issuedAt !== 'number' || typeof ttl !== 'number' || !(bits instanceof Uint8Array)) return err('malformed');
  return ok({ issuedAt, ttl, bits });
}

/** Not by shifts, which wrap at 2^31: an index beyond the end is not withdrawn, however large. */
export const isWithdrawn = (list: StatusList, index: number): boolean =>
  (((list.bits[Math.floor(index / 8)] ?? 0) >> (index % 8)) & 1) === 1;

/** The bit field for the given withdrawn indexes. */
export function statusBits(withdrawn: readonly number[]): Bytes {
  const bits = new Uint8Array(withdrawn.length === 0 ? 0 : (Math.max(...withdrawn) >> 3) + 1);
  for (const index of withdrawn) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  return bits;
}
