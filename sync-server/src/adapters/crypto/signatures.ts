/** Signatures and SHA-256 by Node's OpenSSL. Ed25519 is verified in the thread pool; imported keys are kept. */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM, type Signer } from '@liangma/shared/kernel/cose';
import { isPublicKey, isSignature } from '@liangma/shared/kernel/public-key';
import type { Signatures } from '../../ports/runtime.ts';
import { verifySm2Fast } from './sm2.ts';

const MAX_KEYS = 10_000;

export function nodeSignatures(): Signatures {
  const keys = new Map<string, KeyObject>();
  const keyFor = (publicKey: Uint8Array): KeyObject => {
    const name = toHex(publicKey);
    const known = keys.get(name);
    if (known) return known;
    if (keys.size >= MAX_KEYS) keys.clear();
    const key = ed25519PublicKey(publicKey);
    keys.set(name, key);
    return key;
  };
  return {
    async verify(alg, publicKey, message, signature) {
      if (!isPublicKey(alg, publicKey) || !isSignature(alg, signature)) return false;
      if (alg === ALGORITHM.sm2) return verifySm2Fast(publicKey, message, signature);
      return new Promise((resolve) =>
        verify(null, message, keyFor(publicKey), signature, (error, good) => resolve(!error && good)),
      );
    },
    sha256: async (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest()),
  };
}

const ed25519PublicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(raw) }, format: 'jwk' });

export const ed25519Signer = (kid: Uint8Array, privateKey: KeyObject): Signer => ({
  alg: ALGORITHM.eddsa,
  kid,
  sign: async (message) => Uint8Array.from(sign(null, message, privateKey)),
});
