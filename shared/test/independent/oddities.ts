/** Statements that are nearly those of the profile, to be signed by a real key: what only the reading can refuse. */
import fc from 'fast-check';
import { type CborKey, type CborMap, type CborValue, Tagged } from '../../src/kernel/cbor.ts';

const odd: fc.Arbitrary<CborValue> = fc.oneof(
  fc.constantFrom<CborValue>(null, true, false, 0, 1, 3, 4, -1, 999_999, 1_000_000, 1e15, 999_999_999_999_999),
  fc.constantFrom<CborValue>('', '1', 'M001', '王', 'A', '王建国王建国', new Tagged(24, 1), new Map()),
  fc.uint8Array({ maxLength: 17 }),
  fc.constant(Uint8Array.from([0x73, 0x8b, 0x5e, 0xfa, 0x56, 0xfd])),
  fc.constantFrom<CborValue>([], [1], ['a', 'b'], ['a'], [1, 2, 3], [[]]),
  fc.maxSafeInteger(),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const key: fc.Arbitrary<CborKey> = fc.oneof(
  fc.constantFrom<CborKey>(0, 1, 2, 3, 4, 5, 6, 7, 8, -70001, -70002, 'iss'),
  fc.integer(),
);

/** Makes one change: an entry of a map or an array is replaced, added, removed or moved, at a drawn depth. */
export const oneChange: fc.Arbitrary<(map: CborMap) => CborMap> = fc
  .record({
    odd,
    key,
    how: fc.constantFrom('replace', 'add', 'remove'),
    path: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 4 }),
  })
  .map(
    ({ odd: value, key: name, how, path }) =>
      (map) =>
        changed(map, path, how, name, value) as CborMap,
  );

function changed(at: CborValue, path: readonly number[], how: string, name: CborKey, value: CborValue): CborValue {
  const [first = 0, ...rest] = path;
  const into = (child: CborValue) =>
    rest.length > 0 && (Array.isArray(child) || child instanceof Map) ? changed(child, rest, how, name, value) : value;
  if (at instanceof Map) {
    const entries = [...at];
    const place = first % Math.max(1, entries.length);
    if (how === 'add' && rest.length === 0) return new Map([...entries, [name, value]]);
    if (how === 'remove' && rest.length === 0) return new Map(entries.filter((_, i) => i !== place));
    return new Map(entries.map(([k, v], i) => [k, i === place ? into(v) : v]));
  }
  if (!Array.isArray(at)) return value;
  const items = at as CborValue[];
  const place = first % Math.max(1, items.length);
  if (how === 'add' && rest.length === 0) return items.toSpliced(place, 0, value);
  if (how === 'remove' && rest.length === 0) return items.toSpliced(place, 1);
  return items.map((item, i) => (i === place ? into(item) : item));
}
