/** Making keys and signing with them, by suite. A secret is 32 bytes in both. */
import { createHash } from 'node:crypto';
import type { Signer } from '@liangma/shared/kernel/cose';
import type { Suite } from '@liangma/shared/kernel/public-key';
import { ed25519 } from './ed25519.ts';
import { sm2 } from './sm2.ts';

export interface KeyMaterial {
  makeSecret(): Uint8Array;
  /** Undefined for bytes that are no secret of this suite. */
  publicKeyOf(secret: Uint8Array): Uint8Array | undefined;
  signerOf(kid: Uint8Array, secret: Uint8Array): Signer;
}

export const KEY_MATERIAL: Readonly<Record<Suite, KeyMaterial>> = { eddsa: ed25519, sm2 };

/** Four bytes name a key within the set: enough to look it up, nothing rests on it. */
export const kidOf = (publicKey: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(publicKey).digest().subarray(0, 4));
