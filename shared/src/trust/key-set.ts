/**
 * Root → key set → issuing keys. The root's public key is pinned where the verifier was built or configured;
 * the key set names the keys that may sign codes, when, and for which agencies.
 */
import { type Bytes, equalBytes } from '../kernel/bytes.ts';
import {
  bytes,
  type CborRecord,
  cborRecord,
  cborRow,
  int,
  list,
  nullable,
  type TypeOf,
  text,
  where,
} from '../kernel/cbor-record.ts';
import { type Algorithm, isAlgorithm, type Signer, type VerifySignature } from '../kernel/cose.ts';
import { isPublicKey } from '../kernel/public-key.ts';
import type { Result } from '../kernel/result.ts';
import { type FileError, openFile, signFile } from './signed-file.ts';

export const KEY_USES = ['codes', 'files', 'receipts'] as const;
export type KeyUse = (typeof KEY_USES)[number];

const isUse = (use: string): use is KeyUse => (KEY_USES as readonly string[]).includes(use);

const issuingKey = where(
  cborRow({
    kid: bytes,
    alg: where(int, isAlgorithm),
    publicKey: bytes,
    /** Seconds since 1970, from inclusive, to exclusive. */
    validFrom: int,
    validTo: int,
    /** The key signs for agencies whose id starts with this; empty for all. */
    agencyPrefix: text,
    /** Seconds; nothing signed for use at or after this moment is believed. Null while the key is safe. */
    compromisedAt: nullable(int),
    uses: list(where(text, isUse)),
  }),
  ({ alg, publicKey }) => isPublicKey(alg, publicKey),
);
export type IssuingKey = TypeOf<typeof issuingKey>;

const keySet = cborRecord(
  {
    /** Seconds since 1970. */
    issuedAt: [1, int],
    /** From here on the verifier says that its keys are stale. */
    staleAt: [2, int],
    keys: [3, list(issuingKey)],
  },
  { kind: 'key-set' },
);
export type KeySet = TypeOf<typeof keySet>;

export interface RootKey {
  readonly kid: Uint8Array;
  readonly alg: Algorithm;
  readonly publicKey: Uint8Array;
}

export const signKeySet = (root: Signer, set: KeySet): Promise<Bytes> => signFile(root, keySet, set);

export async function openKeySet(
  file: Uint8Array,
  root: RootKey,
  verifySignature: VerifySignature,
): Promise<Result<KeySet, FileError>> {
  const keyFor = (kid: Uint8Array) => (equalBytes(kid, root.kid) ? root.publicKey : undefined);
  // The suite is the root's, whatever the file says.
  const verifyByRoot: VerifySignature = async (alg, ...signed) => alg === root.alg && verifySignature(alg, ...signed);
  return openFile(file, keySet, keyFor, verifyByRoot);
}

/**
 * The key with this id, if it may be used for this. One that was compromised signs no file: each speaks for every code,
 * holds only the time that its signer wrote, and is made anew at once.
 */
export const findKey = (set: KeySet, kid: Uint8Array, use: KeyUse): IssuingKey | undefined =>
  set.keys.find(
    (key) => equalBytes(key.kid, kid) && key.uses.includes(use) && (use !== 'files' || key.compromisedAt === null),
  );

/** Opens a file that a key of the set signed. */
export const openFileBy = <T>(
  set: KeySet,
  file: Uint8Array,
  record: CborRecord<T>,
  verifySignature: VerifySignature,
): Promise<Result<T, FileError>> =>
  openFile(file, record, (kid) => findKey(set, kid, 'files')?.publicKey, verifySignature);

/**
 * The whole window must lie in the key's validity, within its agencies. Nothing signed holds a signing time, so from
 * the moment of a compromise on nothing of the key is believed: a thief could date a window before it.
 */
export function keyCovers(
  key: IssuingKey,
  signed: { readonly agency: string; readonly notBefore: number; readonly expires: number },
  seconds: number,
): boolean {
  if (!signed.agency.startsWith(key.agencyPrefix)) return false;
  if (signed.notBefore < key.validFrom || signed.expires > key.validTo) return false;
  return key.compromisedAt === null || Math.max(signed.notBefore, seconds) < key.compromisedAt;
}
