/** Verifies signatures by Node's OpenSSL on the caller's thread. Imported keys are cached. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { equalBytes, toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM, type Algorithm } from '@liangma/shared/kernel/cose';
import { isPublicKey, isSignature } from '@liangma/shared/kernel/public-key';
import { verifySm2Fast } from './sm2.ts';

export interface Signed {
  readonly alg: Algorithm;
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Total: what is no key or no signature does not hold. */
export function verifyNow({ alg, publicKey, message, signature }: Signed): boolean {
  if (!isPublicKey(alg, publicKey) || !isSignature(alg, signature)) return false;
  if (alg === ALGORITHM.sm2) return verifySm2Fast(publicKey, message, signature);
  return verify(null, message, keyFor(publicKey), signature);
}

const MAX_KEYS = 10_000;
const keys = new Map<string, KeyObject>();
/** Most of a push is by one key. */
let latest: { readonly publicKey: Uint8Array; readonly key: KeyObject } | undefined;

function keyFor(publicKey: Uint8Array): KeyObject {
  if (!latest || !equalBytes(latest.publicKey, publicKey)) {
    latest = { publicKey: Uint8Array.from(publicKey), key: keptKey(publicKey) };
  }
  return latest.key;
}

function keptKey(publicKey: Uint8Array): KeyObject {
  const name = toHex(publicKey);
  const known = keys.get(name);
  if (known) return known;
  if (keys.size >= MAX_KEYS) keys.clear();
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKey) }, format: 'jwk' });
  keys.set(name, key);
  return key;
}
