/** Keys of Ed25519 from their seeds. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import type { KeyMaterial } from './key-material.ts';
import { ed25519Signer } from './signatures.ts';

/** RFC 8410 §7: the seed of 32 bytes in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const ed25519 = {
  makeSecret: () => bytesOf(generateKeyPairSync('ed25519').privateKey, 'd'),
  publicKeyOf: (secret) => (secret.length === 32 ? bytesOf(createPublicKey(privateKeyOf(secret)), 'x') : undefined),
  signerOf: (kid, secret) => ed25519Signer(kid, privateKeyOf(secret)),
} satisfies KeyMaterial;

const privateKeyOf = (secret: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });

const bytesOf = (key: KeyObject, part: 'd' | 'x'): Uint8Array =>
  fromBase64Url(key.export({ format: 'jwk' })[part] as string) as Uint8Array;
