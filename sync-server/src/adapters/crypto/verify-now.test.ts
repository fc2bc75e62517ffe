import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { expect, test } from 'vitest';
import { sm2 } from './sm2.ts';
import { verifyNow } from './verify-now.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const bytesOf = (key: KeyObject) => fromBase64Url(key.export({ format: 'jwk' }).x as string) as Uint8Array;

test('a signature verifies by its own message and key only, with cached keys too', () => {
  const other = bytesOf(generateKeyPairSync('ed25519').publicKey);
  const key = bytesOf(publicKey);
  for (let length = 0; length < 40; length++) {
    const message = new Uint8Array(randomBytes(length));
    const signature = new Uint8Array(sign(null, message, privateKey));
    const verify = (by: Uint8Array, of: Uint8Array) =>
      verifyNow({ alg: ALGORITHM.eddsa, publicKey: by, message: of, signature });
    expect([verify(key, message), verify(other, message), verify(key, Uint8Array.of(...message, 1))]).toEqual([
      true,
      false,
      false,
    ]);
  }
});

test('both algorithms verify; a key or signature of the wrong form does not', async () => {
  const secret = sm2.makeSecret();
  const [message, key] = [new Uint8Array(randomBytes(100)), sm2.publicKeyOf(secret) as Uint8Array];
  const signature = await sm2.signerOf(new Uint8Array(8), secret).sign(message);
  const ours = new Uint8Array(sign(null, message, privateKey));
  const none = new Uint8Array(0);
  const verified = [
    { alg: ALGORITHM.sm2, publicKey: key, message, signature },
    { alg: ALGORITHM.eddsa, publicKey: bytesOf(publicKey), message, signature: ours },
    { alg: ALGORITHM.sm2, publicKey: key, message, signature: ours },
    { alg: ALGORITHM.eddsa, publicKey: key, message, signature: ours },
    { alg: ALGORITHM.eddsa, publicKey: bytesOf(publicKey), message, signature: none },
    { alg: ALGORITHM.eddsa, publicKey: none, message, signature: ours },
  ].map(verifyNow);
  expect(verified).toEqual([true, true, false, false, false, false]);
});
