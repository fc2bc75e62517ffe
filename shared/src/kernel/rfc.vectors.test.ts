/** Constants that the standards print, which are no vectors of anybody: they are here. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { RFC_8032, wycheproof } from '../../test/ed25519-vectors.ts';
import { verifySignature } from '../../test/keys.ts';
import { vectorsPresent } from '../../test/vectors.ts';
import { decodeClaims } from '../task-code/claims.ts';
import { fromHex, toBase64Url, toHex } from './bytes.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { ALGORITHM, parseSign1 } from './cose.ts';
import { isStrongEd25519Key } from './ed25519-key.ts';

const bytesOf = (hex: string) => fromHex(hex) as Uint8Array;
const verifies = (key: string, message: string, signature: string) =>
  verifySignature(ALGORITHM.eddsa, bytesOf(key), bytesOf(message), bytesOf(signature));

describe.each(RFC_8032)('RFC 8032 §7.1 $name', ({ secret, key, message, signature }) => {
  test('holds, and under a strong key', async () => {
    expect(isStrongEd25519Key(bytesOf(key))).toBe(true);
    expect(await verifies(key, message, signature)).toBe(true);
    expect(await verifies(key, `${message}00`, signature)).toBe(false);
  });

  test('the secret key gives the same bytes', () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', d: toBase64Url(bytesOf(secret)), x: toBase64Url(bytesOf(key)) };
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    expect(createPublicKey(privateKey).export({ format: 'jwk' }).x).toBe(jwk.x);
    expect(sign(null, bytesOf(message), privateKey).toString('hex')).toBe(signature);
  });
});

test.skipIf(!vectorsPresent)('RFC 8032 §7.1 TEST 1024 is case 83 of Wycheproof (skipped: no vectors)', async () => {
  const { key, message, signature, name } = wycheproof()[82] as ReturnType<typeof wycheproof>[number];
  expect(name).toMatch(/^Wycheproof 83: .*Test 1024$/);
  expect([message.length / 2, key.slice(0, 8), signature.slice(0, 8)]).toEqual([1023, '278117fc', '0aab4c90']);
  expect(await verifies(key, message, signature)).toBe(true);
});

describe('RFC 8392 appendix A', () => {
  /** A.1: the claims set of all its examples. */
  const CLAIMS =
    'a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71';
  const decoded = decodeCbor(bytesOf(CLAIMS));

  test('A.1: the claims, which we write in the same bytes', () => {
    const claims = new Map<number, string | number | Uint8Array>([
      [1, 'coap://as.example.com'],
      [2, 'erikw'],
      [3, 'coap://light.example.com'],
      [4, 1444064944],
      [5, 1443944944],
      [6, 1443944944],
      [7, bytesOf('0b71')],
    ]);
    expect(decoded).toEqual({ ok: true, value: claims });
    expect(toHex(encodeCbor(claims))).toBe(CLAIMS);
  });

  test('they are none of profile 1: it has an inspection, and a task id of 16 bytes', () => {
    expect(decoded.ok && decoded.value instanceof Map && decodeClaims(decoded.value)).toBeUndefined();
  });
});

/** Everything as our profile has it, but the algorithm. */
test.each([
  ['ES256', -7],
  ['ES384', -35],
  ['Ed25519 of RFC 9864', -19],
  ['HS256', 5],
  ['none of the registry', -999],
  ['zero', 0],
  ['a text', 'EdDSA'],
  ['bytes', Uint8Array.of(0x27)],
  ['null', null],
])('our profile takes no other algorithm: %s', (_, alg) => {
  const coded = (value: typeof alg) =>
    encodeCbor([
      encodeCbor(
        new Map<number, typeof alg>([
          [1, value],
          [4, Uint8Array.of(1, 2, 3, 4)],
        ]),
      ),
      new Map(),
      bytesOf('a0'),
      new Uint8Array(64),
    ]);
  expect(parseSign1(coded(ALGORITHM.eddsa)).ok).toBe(true);
  expect(parseSign1(coded(alg))).toEqual({ ok: false, error: 'malformed' });
});
