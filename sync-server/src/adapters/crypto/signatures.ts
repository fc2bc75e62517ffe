/** Signatures and SHA-256 by Node's OpenSSL. */
import { hash, type KeyObject, sign } from 'node:crypto';
import { ALGORITHM, type Signer } from '@liangma/shared/kernel/cose';
import type { Signatures } from '../../ports/runtime.ts';
import { verifyNow } from './verify-now.ts';

/** Verifies on the caller's thread: a push asks for one signature, and handing it over gained nothing (docs/adr/0025). */
export const nodeSignatures = (): Signatures => ({
  verify: async (alg, publicKey, message, signature) => verifyNow({ alg, publicKey, message, signature }),
  sha256: async (bytes) => sha256(bytes),
});

/** Takes the digest as a text of bytes: making a short array from it costs less than freeing a buffer of Node. */
function sha256(bytes: Uint8Array): Uint8Array {
  const text = hash('sha256', bytes, 'binary');
  const digest = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) digest[i] = text.charCodeAt(i);
  return digest;
}

export const ed25519Signer = (kid: Uint8Array, privateKey: KeyObject): Signer => ({
  alg: ALGORITHM.eddsa,
  kid,
  sign: async (message) => Uint8Array.from(sign(null, message, privateKey)),
});
