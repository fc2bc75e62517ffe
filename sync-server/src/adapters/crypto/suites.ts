/** Key material by suite. */
import { createHash } from 'node:crypto';
import type { Suite } from '@liangma/shared/kernel/public-key';
import { ed25519 } from './ed25519.ts';
import type { KeyMaterial } from './key-material.ts';
import { sm2 } from './sm2.ts';

export const KEY_MATERIAL: Readonly<Record<Suite, KeyMaterial>> = { eddsa: ed25519, sm2 };

/** Four bytes name a key within the set: enough to look it up, nothing rests on it. */
export const kidOf = (publicKey: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(publicKey).digest().subarray(0, 4));
