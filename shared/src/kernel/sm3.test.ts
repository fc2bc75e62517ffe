import { createHash, getHashes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from './bytes.ts';
import { sm3 } from './sm3.ts';

describe('GB/T 32905-2016 Annex A', () => {
  test('A.1: "abc"', () =>
    expect(toHex(sm3(utf8('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'));
  test('A.2: 64 bytes, "abcd" sixteen times', () =>
    expect(toHex(sm3(utf8('abcd'.repeat(16))))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    ));
});

describe.skipIf(!getHashes().includes('sm3'))('as OpenSSL (skipped where it has no SM3)', () => {
  const openssl = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex');

  test('every length around the ends of the first blocks', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
      expect(toHex(sm3(bytes))).toBe(openssl(bytes));
    }
  });

  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => toHex(sm3(bytes)) === openssl(bytes)));
  });
});
