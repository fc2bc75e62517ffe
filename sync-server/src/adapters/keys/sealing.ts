/**
 * Secrets sealed under a passphrase: scrypt (RFC 7914) with N = 2^17, r = 8, p = 1, which is half a second and 128 MB for
 * each guess, then AES-256-GCM over the secret with the rest of the file as authenticated data.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import * as v from 'valibot';

const N = 2 ** 17;
const R = 8;
const P = 1;
const MAX_MEMORY = 256 * 1024 * 1024;
const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;

/** Long enough that scrypt is what a thief has to fight, not a word list. */
export const LEAST_PASSPHRASE = 12;

/** The numbers are written down for other programs; ours takes these and no others. */
export const sealedSchema = v.strictObject({
  kind: v.literal('scrypt-aes-256-gcm'),
  n: v.literal(N),
  r: v.literal(R),
  p: v.literal(P),
  salt: v.string(),
  nonce: v.string(),
  /** The encrypted secret and its tag. */
  value: v.string(),
});
export type Sealed = v.InferOutput<typeof sealedSchema>;

export interface Sealer {
  seal(secret: Uint8Array, header: string): Sealed;
  /** Undefined under another passphrase, and where anything was changed. */
  open(sealed: Sealed, header: string): Uint8Array | undefined;
}

/**
 * Files that one sealer writes share its salt, so that a folder costs one derivation; each has a nonce of its own.
 */
export function sealerOf(passphrase: string): Sealer {
  const derived = new Map<string, Buffer>();
  let ownSalt: string | undefined;
  const keyFor = (salt: string): Buffer => {
    const known = derived.get(salt);
    if (known) return known;
    const bytes = Buffer.from(salt, 'base64url');
    const key = scryptSync(passphrase.normalize('NFC'), bytes, 32, { N, r: R, p: P, maxmem: MAX_MEMORY });
    derived.set(salt, key);
    return key;
  };
  return {
    seal(secret, header) {
      ownSalt ??= randomBytes(16).toString('base64url');
      const nonce = randomBytes(12);
      const cipher = createCipheriv(CIPHER, keyFor(ownSalt), nonce).setAAD(Buffer.from(header));
      const value = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
      return {
        kind: 'scrypt-aes-256-gcm',
        n: N,
        r: R,
        p: P,
        salt: ownSalt,
        nonce: toBase64Url(nonce),
        value: toBase64Url(value),
      };
    },
    open({ salt, nonce, value }, header) {
      const bytes = fromBase64Url(value);
      const start = fromBase64Url(nonce);
      if (!bytes || start?.length !== 12 || bytes.length < TAG_BYTES) return undefined;
      const end = bytes.length - TAG_BYTES;
      try {
        const decipher = createDecipheriv(CIPHER, keyFor(salt), start, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(header)).setAuthTag(bytes.subarray(end));
        const secret = Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()]);
        ownSalt ??= salt;
        return Uint8Array.from(secret);
      } catch {
        return undefined;
      }
    },
  };
}
