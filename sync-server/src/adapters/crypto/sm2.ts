/** SM2 on the server: OpenSSL's where it can be had with our user id, else the kernel's. */
import { randomBytes } from 'node:crypto';
import { ALGORITHM, type Signer } from '@liangma/shared/kernel/cose';
import { SM2_SECRET_BYTES, signSm2, sm2PublicKey, verifySm2 } from '@liangma/shared/kernel/sm2';
import type { KeyMaterial } from './key-material.ts';
import { type OpensslSm2, opensslSm2 } from './openssl-sm2.ts';

let tried: { readonly native: OpensslSm2 | undefined } | undefined;
/** Tried when the first SM2 key is met. */
function native(): OpensslSm2 | undefined {
  tried ??= { native: opensslSm2() };
  return tried.native;
}

export const verifySm2Fast: typeof verifySm2 = (publicKey, message, signature) =>
  (native()?.verify ?? verifySm2)(publicKey, message, signature);

export const sm2 = {
  makeSecret: () => {
    for (;;) {
      const secret = Uint8Array.from(randomBytes(SM2_SECRET_BYTES));
      if (sm2PublicKey(secret)) return secret;
    }
  },
  publicKeyOf: sm2PublicKey,
  signerOf: (kid, secret) => sm2Signer(kid, native()?.signerOf(secret) ?? kernelSigner(secret)),
} satisfies KeyMaterial;

const sm2Signer = (kid: Uint8Array, sign: (message: Uint8Array) => Uint8Array): Signer => ({
  alg: ALGORITHM.sm2,
  kid,
  sign: async (message) => sign(message),
});

export function kernelSigner(secret: Uint8Array): (message: Uint8Array) => Uint8Array {
  return (message) => {
    for (;;) {
      const signed = signSm2(secret, message, Uint8Array.from(randomBytes(SM2_SECRET_BYTES)));
      if (signed.ok) return signed.value;
      if (signed.error === 'bad-secret') throw new Error('not a secret of SM2');
    }
  };
}
