/**
 * Root → key set → issuing keys. The root's public key is pinned where the verifier was built or configured;
 * the key set names the keys that may sign codes, when, and for which agencies.
 */
import { type Bytes, equalBytes } from '../kernel/bytes.ts';
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import { type Algorithm, isAlgorithm, type Signer, type VerifySignature } from '../kernel/cose.ts';
import { isPublicKey } from '../kernel/public-key.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type FileError, openFile, signFile } from './signed-file.ts';

export const KEY_USES = ['codes', 'files', 'receipts'] as const;
export type KeyUse = (typeof KEY_USES)[number];

export interface IssuingKey {
  readonly kid: Uint8Array;
  readonly alg: Algorithm;
  readonly publicKey: Uint8Array;
  /** Seconds since 1970, from inclusive, to exclusive. */
  readonly validFrom: number;
  readonly validTo: number;
  /** The key signs for agencies whose id starts with this; empty for all. */
  readonly agencyPrefix: string;
  /** Seconds; nothing signed for use at or after this moment is believed. Null while the key is safe. */
  readonly compromisedAt: number | null;
  readonly uses: readonly KeyUse[];
}

export interface KeySet {
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** From here on the verifier says that its keys are stale. */
  readonly staleAt: number;
  readonly keys: readonly IssuingKey[];
}

export interface RootKey {
  readonly kid: Uint8Array;
  readonly alg: Algorithm;
  readonly publicKey: Uint8Array;
}

const F = { issuedAt: 1, staleAt: 2, keys: 3 } as const;

export const signKeySet = (root: Signer, set: KeySet): Promise<Bytes> =>
  signFile(
    root,
    'key-set',
    new Map<number, CborValue>([
      [F.issuedAt, set.issuedAt],
      [F.staleAt, set.staleAt],
      [
        F.keys,
        set.keys.map((k) => [
          k.kid,
          k.alg,
          k.publicKey,
          k.validFrom,
          k.validTo,
          k.agencyPrefix,
          k.compromisedAt,
          k.uses,
        ]),
      ],
    ]),
  );

export async function openKeySet(
  bytes: Uint8Array,
  root: RootKey,
  verifySignature: VerifySignature,
): Promise<Result<KeySet, FileError>> {
  const keyFor = (kid: Uint8Array) => (equalBytes(kid, root.kid) ? root.publicKey : undefined);
  // The suite is the root's, whatever the file says.
  const verifyByRoot: VerifySignature = async (alg, ...signed) => alg === root.alg && verifySignature(alg, ...signed);
  const file = await openFile(bytes, 'key-set', keyFor, verifyByRoot);
  if (!file.ok) return file;
  const set = readKeySet(file.value);
  return set ? ok(set) : err('malformed');
}

/**
 * The key with this id, if it may be used for this. One that was compromised signs no file: each speaks for every code,
 * holds only the time that its signer wrote, and is made anew at once.
 */
export const findKey = (set: KeySet, kid: Uint8Array, use: KeyUse): IssuingKey | undefined =>
  set.keys.find(
    (key) => equalBytes(key.kid, kid) && key.uses.includes(use) && (use !== 'files' || key.compromisedAt === null),
  );

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

function readKeySet(map: CborMap): KeySet | undefined {
  const issuedAt = map.get(F.issuedAt);
  const staleAt = map.get(F.staleAt);
  const rows = map.get(F.keys);
  if (typeof issuedAt !== 'number' || typeof staleAt !== 'number' || !Array.isArray(rows)) return undefined;
  const keys = (rows as CborValue[]).map(readKey);
  return keys.every((key) => key !== undefined) ? { issuedAt, staleAt, keys } : undefined;
}

function readKey(row: CborValue): IssuingKey | undefined {
  if (!Array.isArray(row) || row.length !== 8) return undefined;
  const [kid, alg, publicKey, validFrom, validTo, agencyPrefix, compromisedAt, uses] = row as CborValue[];
  if (!(kid instanceof Uint8Array && publicKey instanceof Uint8Array)) return undefined;
  if (!isAlgorithm(alg) || !isPublicKey(alg, publicKey) || !isUses(uses)) return undefined;
  if (typeof validFrom !== 'number' || typeof validTo !== 'number' || typeof agencyPrefix !== 'string')
    return undefined;
  if (compromisedAt !== null && typeof compromisedAt !== 'number') return undefined;
  return { kid, alg, publicKey, validFrom, validTo, agencyPrefix, compromisedAt, uses };
}

const isUses = (value: CborValue | undefined): value is readonly KeyUse[] =>
  Array.isArray(value) && value.every((use) => (KEY_USES as readonly unknown[]).includes(use));
