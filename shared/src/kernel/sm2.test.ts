import { describe, expect, test } from 'vitest';
import { type Bytes, concat, fromHex, toHex, utf8 } from './bytes.ts';
import { signDigest, signSm2, sm2PublicKey, verifySm2 } from './sm2.ts';
import { SM2_CURVE, sm2Digest, sm2UserHash } from './sm2-digest.ts';
import { isSm2Key } from './sm2-key.ts';

const bytes = (hex: string) => fromHex(hex) as Bytes;
const hexOf = (n: bigint) => n.toString(16).padStart(64, '0');
const N = BigInt(`0x${SM2_CURVE.n}`);
const P = BigInt(`0x${SM2_CURVE.p}`);

/** GB/T 32918.5-2017 Annex A.2: user id 1234567812345678, message "message digest". */
const message = utf8('message digest');
const secret = bytes('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
const k = bytes('59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21');
const x = '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020';
const y = 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
const r = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3';
const s = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
const key = bytes(`04${x}${y}`);
const signature = bytes(r + s);

describe('GB/T 32918.5-2017 Annex A.2', () => {
  test('the public key of the secret', () => expect(sm2PublicKey(secret)).toEqual(key));
  test('Z', () =>
    expect(toHex(sm2UserHash(key))).toBe('b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3'));
  test('e', () =>
    expect(toHex(sm2Digest(key, message))).toBe('f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640'));
  test('r and s from k', () => expect(signSm2(secret, message, k)).toEqual({ ok: true, value: signature }));
  test('verifies', () => expect(verifySm2(key, message, signature)).toBe(true));
});

/** By `openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:…` of OpenSSL 3.0.19, same key and message. */
const BY_OPENSSL = {
  '1234567812345678': `158b0a17c6b73cc10a59585d70a0d798680bdd056605dccde5f2d895fe1af5658dc7da51b08990609e74189e61c25182192fd5da8081cafd763a274180d5c15a`,
  'TLSv1.3+GM+Cipher+Suite': `9855f7c54e67511e9a650951b503831a2c5649093fc4b00fab1a1b1c23e7890f86025620fc7d670ee83686d760035160701c0824da3e5d9cb76a0bd550544ff6`,
  '': `d851adb85f061d8aba9255047a2dd145a9032708617964ef1403ddbe0439be2ea4128de5e16ac7d2295ae1dc3d02ecae564a5e633aaaf0712e8fd2b9775c801c`,
};

test('a signature by OpenSSL under our user id holds', () =>
  expect(verifySm2(key, message, bytes(BY_OPENSSL['1234567812345678']))).toBe(true));
test.each(['TLSv1.3+GM+Cipher+Suite', ''] as const)('one under the user id "%s" does not (RFC 8998 §3.2.1)', (id) =>
  expect(verifySm2(key, message, bytes(BY_OPENSSL[id]))).toBe(false),
);

test.each([
  ['63 bytes', signature.slice(0, 63)],
  ['65 bytes', concat(signature, Uint8Array.of(0))],
  ['s with a zero before it', bytes(`${r}00${s}`)],
  ['r with a zero before it', bytes(`00${r}${s}`)],
  ['nothing', new Uint8Array(0)],
  ['as DER', bytes(`3046022100${r}022100${s}`)],
  ['bytes after it', concat(signature, utf8('more'))],
  ['r and s swapped', bytes(s + r)],
  ['r = 0', bytes(hexOf(0n) + s)],
  ['s = 0', bytes(r + hexOf(0n))],
  ['r = n', bytes(SM2_CURVE.n + s)],
  ['s = n', bytes(r + SM2_CURVE.n)],
  ['all ones', new Uint8Array(64).fill(255)],
  ['r + s = n', bytes(r + hexOf(N - BigInt(`0x${r}`)))],
  ['s as n − s', bytes(r + hexOf(N - BigInt(`0x${s}`)))],
])('no signature: %s', (_, changed) => expect(verifySm2(key, message, changed)).toBe(false));

test('r + n and s + n, where they fit 32 bytes, are out of range', () => {
  const small = [1n, 2n].map((value) => hexOf(value + N));
  for (const over of small) {
    expect(verifySm2(key, message, bytes(over + s))).toBe(false);
    expect(verifySm2(key, message, bytes(r + over))).toBe(false);
  }
});

test('no bit of the signature, of the key or of the message can be turned', () => {
  for (let bit = 0; bit < 512; bit++) expect(verifySm2(key, message, turned(signature, bit))).toBe(false);
  for (let bit = 0; bit < 520; bit += 13) expect(verifySm2(turned(key, bit), message, signature)).toBe(false);
  for (let bit = 0; bit < message.length * 8; bit += 5)
    expect(verifySm2(key, turned(message, bit), signature)).toBe(false);
});

test.each([
  ['off the curve', bytes(`04${x}${hexOf(BigInt(`0x${y}`) + 1n)}`)],
  ['compressed', bytes(`03${x}`)],
  ['hybrid', bytes(`07${x}${y}`)],
  ['without its first byte', bytes(x + y)],
  ['64 bytes after 04 and one more', concat(key, Uint8Array.of(0))],
  ['infinity, one byte', Uint8Array.of(0)],
  ['infinity, as zeros', bytes(`04${'00'.repeat(64)}`)],
  ['x beyond the field', bytes(`04${hexOf(P + 1n)}${y}`)],
  ['nothing', new Uint8Array(0)],
])('no key: %s', (_, changed) => expect(verifySm2(changed, message, signature)).toBe(false));

test('the other point with this x is another key', () => {
  const other = bytes(`04${x}${hexOf(P - BigInt(`0x${y}`))}`);
  expect(verifySm2(other, message, signature)).toBe(false);
});

test('the shape of a key is checked without the curve', () => {
  expect(isSm2Key(key)).toBe(true);
  expect([bytes(`03${x}`), bytes(`05${x}${y}`), bytes(x), new Uint8Array(0)].map(isSm2Key)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});

describe('§6.1: when another k is to be drawn', () => {
  const d = BigInt(`0x${toHex(secret)}`);
  const kk = BigInt(`0x${toHex(k)}`);
  /** x of [k]G, from the example: r = e + x1. */
  const x1 = mod(BigInt(`0x${r}`) - BigInt(`0x${toHex(sm2Digest(key, message))}`));

  test.each([
    ['0', '00'.repeat(32)],
    ['n', SM2_CURVE.n],
    ['n + 1', hexOf(N + 1n)],
    ['of 31 bytes', '11'.repeat(31)],
    ['of 33 bytes', `00${toHex(k)}`],
  ])('k is %s', (_, hex) => expect(signSm2(secret, message, bytes(hex))).toEqual({ ok: false, error: 'draw-another' }));
  test('r = 0', () => expect(signDigest(d, mod(-x1), kk)).toBeUndefined());
  test('r + k = n', () => expect(signDigest(d, mod(-kk - x1), kk)).toBeUndefined());
  test('s = 0', () => expect(signDigest(d, mod(kk * inverse(d) - x1), kk)).toBeUndefined());
  test('one beside each is taken', () => {
    for (const e of [mod(1n - x1), mod(1n - kk - x1), mod(kk * inverse(d) - x1 + 1n)])
      expect(signDigest(d, e, kk)).toBeDefined();
  });
});

test.each([
  ['0', '00'.repeat(32)],
  ['n − 1', hexOf(N - 1n)],
  ['n', SM2_CURVE.n],
  ['of 31 bytes', '11'.repeat(31)],
])('no secret: %s', (_, hex) => {
  expect(sm2PublicKey(bytes(hex))).toBeUndefined();
  expect(signSm2(bytes(hex), message, k)).toEqual({ ok: false, error: 'bad-secret' });
});

test('more keys than are remembered verify as well', () => {
  for (let i = 1; i <= 70; i++) {
    const own = bytes(hexOf(BigInt(i)));
    const signed = signSm2(own, message, k);
    expect(signed.ok && verifySm2(sm2PublicKey(own) as Bytes, message, signed.value)).toBe(true);
  }
});

function turned(whole: Uint8Array, bit: number): Bytes {
  const changed = Uint8Array.from(whole);
  changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
  return changed;
}

function mod(value: bigint): bigint {
  return ((value % N) + N) % N;
}

/** Fermat: n is prime. */
function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, mod(value), N - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % N;
    base = (base * base) % N;
  }
  return result;
}
