import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { expect, test } from 'vitest';
import { sm2 } from './sm2.ts';
import { verifyInThreads } from './verify-threads.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const bytesOf = (key: KeyObject) => fromBase64Url(key.export({ format: 'jwk' }).x as string) as Uint8Array;

/** Messages of different lengths; every third signature is of another message. */
const signed = Array.from({ length: 300 }, (_, i) => {
  const message = new Uint8Array(randomBytes(i));
  const holds = i % 3 !== 0;
  return { message, holds, signature: new Uint8Array(sign(null, holds ? message : Buffer.from('other'), privateKey)) };
});

test.each([1, 3])(
  'each signature gets its own answer, however many are asked at once, of %i threads',
  async (count) => {
    const verify = verifyInThreads(count);
    const ask = () => signed.map((one) => verify(ALGORITHM.eddsa, bytesOf(publicKey), one.message, one.signature));
    const expected = signed.map(({ holds }) => holds);
    expect(await Promise.all(ask())).toEqual(expected);
    const twice = [Promise.all(ask()), new Promise(setImmediate).then(() => Promise.all(ask()))];
    expect(await Promise.all(twice)).toEqual([expected, expected]);
  },
);

test('both algorithms side by side; what is no key or no signature does not hold', async () => {
  const verify = verifyInThreads(1);
  const secret = sm2.makeSecret();
  const [message, key] = [new Uint8Array(randomBytes(100)), sm2.publicKeyOf(secret) as Uint8Array];
  const signature = await sm2.signerOf(new Uint8Array(8), secret).sign(message);
  const ours = new Uint8Array(sign(null, message, privateKey));
  const asked = [
    verify(ALGORITHM.sm2, key, message, signature),
    verify(ALGORITHM.eddsa, bytesOf(publicKey), message, ours),
    verify(ALGORITHM.sm2, key, message, ours),
    verify(ALGORITHM.eddsa, key, message, ours),
    verify(ALGORITHM.eddsa, bytesOf(publicKey), message, new Uint8Array(0)),
    verify(ALGORITHM.eddsa, new Uint8Array(0), message, ours),
  ];
  expect(await Promise.all(asked)).toEqual([true, true, false, false, false, false]);
});

test('a thread that ends fails what it had been handed, and another takes its place', async () => {
  const script = (body: string) => new URL(`data:text/javascript,${encodeURIComponent(body)}`);
  const ending = verifyInThreads(
    1,
    script('import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(3))'),
  );
  const ask = () => ending(ALGORITHM.eddsa, bytesOf(publicKey), new Uint8Array(1), new Uint8Array(64));
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(ask()).rejects.toThrow('a verifying thread ended with 3');
});
