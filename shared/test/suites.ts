/** Both suites for tests: keys of SM2, and one verifier that takes either as the faces do. */
import { createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { toBase64Url, toHex } from '../src/kernel/bytes.ts';
import { ALGORITHM, type Signer, type VerifySignature } from '../src/kernel/cose.ts';
import { isPublicKey, isSignature } from '../src/kernel/public-key.ts';
import { signSm2, sm2PublicKey, verifySm2 } from '../src/kernel/sm2.ts';
import type { TestKey } from './keys.ts';

export function anSm2Key(kid: readonly number[] = [5, 6, 7, 8]): TestKey {
  const secret = Uint8Array.from(randomBytes(32));
  const publicKey = sm2PublicKey(secret);
  if (!publicKey) throw new Error('drew a secret outside the group');
  const sign = async (message: Uint8Array) => {
    const signed = signSm2(secret, message, randomBytes(32));
    if (!signed.ok) throw new Error(signed.error);
    return signed.value;
  };
  const signer: Signer = { alg: ALGORITHM.sm2, kid: Uint8Array.from(kid), sign };
  return { kid: signer.kid, publicKey, signer };
}

export const verifyEither: VerifySignature = async (alg, publicKey, message, signature) => {
  if (!isPublicKey(alg, publicKey) || !isSignature(alg, signature)) return false;
  if (alg === ALGORITHM.sm2) return verifySm2(publicKey, message, signature);
  return verify(null, message, ed25519Key(publicKey), signature);
};

const keys = new Map<string, KeyObject>();

function ed25519Key(publicKey: Uint8Array): KeyObject {
  const name = toHex(publicKey);
  const known = keys.get(name);
  if (known) return known;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKey) }, format: 'jwk' });
  keys.set(name, key);
  return key;
}
