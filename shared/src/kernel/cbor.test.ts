import * as cborg from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readVectors, vectorsPresent } from '../../test/vectors.ts';
import { fromHex, toHex } from './bytes.ts';
import { type CborValue, decodeCbor, encodeCbor, Tagged } from './cbor.ts';

const decodeHex = (hex: string) => decodeCbor(fromHex(hex) as Uint8Array);

const key = fc.oneof(fc.integer(), fc.string());
const anyValue = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
    tie('value').map((value) => new Tagged(18, value)),
  ),
})).value;

test('every value of the subset comes back as it was', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const decoded = decodeCbor(encodeCbor(value));
      expect(decoded).toEqual({ ok: true, value });
    }),
  );
});

test('accepted bytes are the only encoding of their value, and decoding never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const decoded = decodeCbor(bytes);
      if (decoded.ok) expect(toHex(encodeCbor(decoded.value))).toBe(toHex(bytes));
    }),
    { numRuns: 5000 },
  );
});

test('another implementation writes the same bytes', () => {
  const withoutTags = anyValue.filter(
    (value) => !JSON.stringify(value, (_, v) => (v instanceof Map ? [...v] : v)).includes('"tag":18'),
  );
  fc.assert(
    fc.property(withoutTags, (value) => {
      expect(toHex(encodeCbor(value))).toBe(toHex(cborg.encode(value, cborg.rfc8949EncodeOptions)));
    }),
  );
});

describe.skipIf(!vectorsPresent)('RFC 8949 appendix A (skipped where the vectors are absent)', () => {
  type Example = { hex: string; roundtrip: boolean; decoded?: unknown };
  const examples = vectorsPresent ? readVectors<Example[]>('cbor/appendix_a.json') : [];

  /** Outside the subset: floats, undefined and other simple values, integers past 2^53, indefinite lengths. */
  const outside = (hex: string) =>
    /^(f[7-9a-f]|e|f8|5f|7f|9f|bf|[01]bffff|3b8|1b[^0]|3b[^0]|f[0-3])/.test(hex) || /9f|bf[46]|fb3ff|c1fb/.test(hex);

  test.each(examples)('$hex', ({ hex, roundtrip, decoded }) => {
    const result = decodeHex(hex);
    if (outside(hex) || !roundtrip) return expect(result).toEqual({ ok: false, error: 'malformed' });
    expect(result.ok && toHex(encodeCbor(result.value))).toBe(hex);
    if (decoded !== undefined && result.ok && !(result.value instanceof Tagged))
      expect(plain(result.value)).toEqual(decoded);
  });

  const plain = (value: CborValue): unknown =>
    value instanceof Map
      ? Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]))
      : Array.isArray(value)
        ? value.map(plain)
        : value;
});

test.each([
  ['trailing byte', '0000'],
  ['truncated text', '6361'],
  ['not the shortest integer', '1817'],
  ['not the shortest length', '580161'],
  ['indefinite array', '9f00ff'],
  ['duplicate key', 'a2010001 00'.replace(' ', '')],
  ['keys out of order', 'a202000100'],
  ['bytes as key', 'a1410000'],
  ['ill-formed UTF-8', '62c328'],
  ['float', 'f90000'],
  ['undefined', 'f7'],
  ['an integer past 2^53', '1b0020000000000000'],
  ['nested past the limit', `${'81'.repeat(40)}00`],
  ['an array that claims four billion items', '9affffffff'],
])('refuses: %s', (_, hex) => {
  expect(decodeHex(hex)).toEqual({ ok: false, error: 'malformed' });
});

test.each([1.5, Number.NaN, 2 ** 53, -0])('a number outside the subset is a bug of the caller: %s', (n) => {
  expect(() => encodeCbor(n)).toThrow('not an integer');
});

test('an array may be longer than a call has arguments: a county pack has 74,000 rows', () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => i);
  expect(decodeCbor(encodeCbor(rows))).toEqual({ ok: true, value: rows });
});
