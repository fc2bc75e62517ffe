import type { Signer } from '@liangma/shared/kernel/cose';

/** Makes keys and signs with them. A secret is 32 bytes in every suite. */
export interface KeyMaterial {
  makeSecret(): Uint8Array;
  /** Returns undefined for bytes that are no secret of this suite. */
  publicKeyOf(secret: Uint8Array): Uint8Array | undefined;
  signerOf(kid: Uint8Array, secret: Uint8Array): Signer;
}
