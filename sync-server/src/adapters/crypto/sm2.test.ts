/** Three that must agree: the kernel, OpenSSL as we reach it, and the port. */
import { randomBytes } from 'node:crypto';
import { type Bytes, concat, toHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { signSm2, sm2PublicKey, verifySm2 } from '@liangma/shared/kernel/sm2';
import { SM2_CURVE } from '@liangma/shared/kernel/sm2-digest';
import { describe, expect, test } from 'vitest';
import { opensslSm2 } from './openssl-sm2.ts';
import { nodeSignatures } from './signatures.ts';
import { kernelSigner, sm2 } from './sm2.ts';

const KEYS = 25;
const native = opensslSm2();
const random = (length: number): Bytes => Uint8Array.from(randomBytes(length));
const turned = (bytes: Uint8Array, bit: number): Bytes =>
  Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

test('OpenSSL of the Node that we ship with has SM2', () => expect(native).toBeDefined());

describe.skipIf(!native)('kernel and OpenSSL', () => {
  const verdicts = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => [
    verifySm2(key, message, signature),
    native?.verify(key, message, signature),
  ];

  test(`the kernel and OpenSSL verify each other’s signatures, ${KEYS} keys`, () => {
    for (let i = 0; i < KEYS; i++) {
      const secret = sm2.makeSecret();
      const key = sm2PublicKey(secret) as Bytes;
      const message = random(i * 7);
      const byOpenssl = native?.signerOf(secret)(message) as Uint8Array;
      expect(byOpenssl).toHaveLength(64);
      expect(verdicts(key, message, byOpenssl)).toEqual([true, true]);
      expect(verdicts(key, message, kernelSigner(secret)(message))).toEqual([true, true]);
    }
  });

  test('the kernel and OpenSSL reject the same signatures: flipped bits, other messages, other keys, numbers out of range', () => {
    for (let i = 0; i < KEYS; i++) {
      const secret = sm2.makeSecret();
      const key = sm2PublicKey(secret) as Bytes;
      const message = random(40);
      const signature = kernelSigner(secret)(message);
      const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
      const n = Uint8Array.from(Buffer.from(SM2_CURVE.n, 'hex'));
      const zero = new Uint8Array(32);
      const refused: [Uint8Array, Uint8Array, Uint8Array][] = [
        [key, message, turned(signature, (i * 37) % 512)],
        [turned(key, 8 + ((i * 41) % 512)), message, signature],
        [key, turned(message, i), signature],
        [sm2PublicKey(sm2.makeSecret()) as Bytes, message, signature],
        ...[concat(s, r), concat(zero, s), concat(r, zero), concat(n, s), concat(r, n), signature.subarray(1)].map(
          (changed): [Uint8Array, Uint8Array, Uint8Array] => [key, message, changed],
        ),
        [key, message, concat(signature, Uint8Array.of(0))],
        [concat(key, Uint8Array.of(0)), message, signature],
        [Uint8Array.of(4, ...new Uint8Array(64)), message, signature],
      ];
      for (const [k, m, changed] of refused) expect(verdicts(k, m, changed)).toEqual([false, false]);
    }
  });

  test('the encoding of small r and s uses the fewest bytes', () => {
    const secret = sm2.makeSecret();
    const key = sm2PublicKey(secret) as Bytes;
    const sign = native?.signerOf(secret) as (message: Uint8Array) => Uint8Array;
    for (const at of [0, 32]) {
      let [message, signature] = [random(8), new Uint8Array(64).fill(1)];
      while (signature[at] !== 0) {
        message = random(8);
        signature = Uint8Array.from(sign(message));
      }
      expect(verdicts(key, message, signature)).toEqual([true, true]);
    }
  });
});

test('the port verifies both suites and rejects a key of the other suite', async () => {
  const { verify } = nodeSignatures();
  const secret = sm2.makeSecret();
  const key = sm2PublicKey(secret) as Bytes;
  const message = random(100);
  const signer = sm2.signerOf(Uint8Array.of(1), secret);
  const signature = await signer.sign(message);
  expect(signer.alg).toBe(ALGORITHM.sm2);
  expect(await verify(ALGORITHM.sm2, key, message, signature)).toBe(true);
  expect(await verify(ALGORITHM.eddsa, key, message, signature)).toBe(false);
  expect(await verify(ALGORITHM.sm2, key.subarray(0, 32), message, signature)).toBe(false);
  expect(await verify(ALGORITHM.sm2, key, message, signature.subarray(0, 63))).toBe(false);
  expect(await verify(ALGORITHM.sm2, key, turned(message, 3), signature)).toBe(false);
});

test('the kernel signs if OpenSSL has no SM2, with a fresh k for each signature', () => {
  const sign = kernelSigner(sm2.makeSecret());
  const message = random(10);
  expect(new Set([sign(message), sign(message), sign(message)].map(toHex)).size).toBe(3);
  expect(() => kernelSigner(new Uint8Array(32))(message)).toThrow('not a secret');
  expect(signSm2(new Uint8Array(31), message, random(32))).toEqual({ ok: false, error: 'bad-secret' });
});
