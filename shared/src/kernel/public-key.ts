/** Tells which bytes are a public key of a suite, as far as can be told without the curve. The suite is the key's, never a code's wish. */
import { ALGORITHM, type Algorithm } from './cose.ts';
import { isStrongEd25519Key } from './ed25519-key.ts';
import { isSm2Key } from './sm2-key.ts';

export const isPublicKey = (alg: Algorithm, key: Uint8Array): boolean =>
  (alg === ALGORITHM.sm2 ? isSm2Key : isStrongEd25519Key)(key);

/**
 * Tells which bytes can be a signature of a suite. R of an Ed25519 signature is held to what a key is: over one of small order
 * runtimes disagree (OpenSSL 3.5 refuses it; 3.0 and BoringSSL take it), and only the owner of a key can make one.
 */
export const isSignature = (alg: Algorithm, signature: Uint8Array): boolean =>
  signature.length === 64 && (alg === ALGORITHM.sm2 || isStrongEd25519Key(signature.subarray(0, 32)));

/** The suites tell their keys apart by length: 65 bytes of SM2, 32 of Ed25519. */
export const algorithmOf = (key: Uint8Array): Algorithm | undefined =>
  [ALGORITHM.eddsa, ALGORITHM.sm2].find((alg) => isPublicKey(alg, key));

/** The names that operators give the algorithms. */
export type Suite = keyof typeof ALGORITHM;
export const SUITES = ['eddsa', 'sm2'] as const satisfies readonly Suite[];
