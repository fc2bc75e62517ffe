/** Signatures and SHA-256 by Node's OpenSSL. */
import { hash, type KeyObject, sign } from 'node:crypto';
import { ALGORITHM, type Signer } from '@liangma/shared/kernel/cose';
import type { Signatures } from '../../ports/runtime.ts';
import { verifyNow } from './verify-now.ts';

/** On the caller's thread. A server has `verifyInThreads`. */
export const nodeSignatures = (): Signatures => ({
  verify: async (alg, publicKey, message, signature) => verifyNow({ alg, publicKey, message, signature }),
  sha256: async (bytes) => Uint8Array.from(hash('sha256', bytes, 'buffer')),
});

export const ed25519Signer = (kid: Uint8Array, privateKey: KeyObject): Signer => ({
  alg: ALGORITHM.eddsa,
  kid,
  sign: async (message) => Uint8Array.from(sign(null, message, privateKey)),
});
