import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from './bytes.ts';
import { type CborMap, type CborValue, encodeCbor } from './cbor.ts';
import {
  bytes,
  bytesOf,
  type Codec,
  cborRecord,
  cborRow,
  choice,
  convert,
  dictionary,
  int,
  list,
  nullable,
  text,
  uint,
  uuid,
  where,
} from './cbor-record.ts';

const map = (...entries: [number | string, CborValue][]): CborMap => new Map(entries);

describe('a codec reads back what it writes and nothing else', () => {
  const cases: readonly [string, Codec<unknown>, readonly unknown[], readonly CborValue[]][] = [
    ['int', int, [0, -1, 7], ['7', null, []]],
    ['uint', uint, [0, 7], [-1, '7']],
    ['text', text, ['', '王'], [1, utf8('x')]],
    ['bytes', bytes, [utf8(''), utf8('x')], ['x', [1]]],
    ['bytes of a length', bytesOf(2), [utf8('xy')], [utf8('x'), utf8('xyz')]],
    ['uuid', uuid, ['0192f3b4-0000-7000-8000-000000000000'], [utf8('short'), 'x']],
    ['null or an integer', nullable(int), [null, 3], ['3']],
    ['one of a list', choice(['a', 'b']), ['a', 'b'], [2, -1, 'a']],
    ['list', list(uint), [[], [1, 2]], [1, [1, -1], ['1']]],
    ['dictionary', dictionary(int, text), [new Map(), new Map([[20_000, 'x']])], [[], map(['1', 'x']), map([1, 2])]],
    ['narrowed', where(uint, (n) => n < 9), [8], [9]],
    [
      'converted',
      convert(
        uint,
        (n) => (n < 9 ? `#${n}` : undefined),
        (name) => Number(name.slice(1)),
      ),
      ['#8'],
      [9],
    ],
  ];
  test.each(cases)('%s', (_, codec, values, others) => {
    for (const value of values) expect(codec.decode(codec.encode(value))).toEqual(value);
    for (const other of [...others, undefined]) expect(codec.decode(other)).toBeUndefined();
  });
});

describe('row', () => {
  const cells = { name: text, cap: uint };
  test.each([
    ['its own', ['x', 1], { name: 'x', cap: 1 }],
    ['a cell too many', ['x', 1, 2], undefined],
    ['a cell too few', ['x'], undefined],
    ['no array', 'x', undefined],
  ] as [string, CborValue, unknown][])('%s', (_, value, expected) => {
    expect(cborRow(cells).decode(value)).toEqual(expected);
  });
  test('an open row passes over further cells', () => {
    expect(cborRow(cells, 'open').decode(['x', 1, 2])).toEqual({ name: 'x', cap: 1 });
    expect(cborRow(cells, 'open').decode(['x'])).toBeUndefined();
  });
});

describe('record', () => {
  const fields = { at: [1, uint], name: ['n', text] } as const;
  const record = cborRecord(fields, { kind: 'sample' });
  const value = { at: 3, name: 'x' };

  test('writes kind and fields under their keys', () => {
    expect(toHex(encodeCbor(record.encode(value)))).toBe('a300 6673616d706c65 01 03 616e 6178'.replaceAll(' ', ''));
  });
  test('refuses another kind, a missing field and a field of another type', () => {
    expect(record.decode(map([0, 'other'], [1, 3], ['n', 'x']))).toBeUndefined();
    expect(record.decode(map([0, 'sample'], [1, 3]))).toBeUndefined();
    expect(record.decode(map([0, 'sample'], [1, '3'], ['n', 'x']))).toBeUndefined();
    expect(record.decode([])).toBeUndefined();
  });
  test('passes over unknown keys unless it is exact', () => {
    const more = map([0, 'sample'], [1, 3], [2, 'new'], ['n', 'x']);
    expect(record.decode(more)).toEqual(value);
    expect(cborRecord(fields, { kind: 'sample', exact: true }).decode(more)).toBeUndefined();
    expect(cborRecord(fields, { kind: 'sample', exact: true }).decode(record.encode(value))).toEqual(value);
  });
  test('an exact record refuses a second form of a value', () => {
    const loose = convert(text, (digits) => Number(digits), String);
    const exact = cborRecord({ n: [1, loose] }, { exact: true });
    expect(exact.decode(map([1, '7']))).toEqual({ n: 7 });
    expect(exact.decode(map([1, '07']))).toBeUndefined();
  });
  test('the cells of its row stand beside its own fields', () => {
    const whole = cborRecord(fields, { row: [-1, cborRow({ nth: uint, grade: text })] });
    const both = { ...value, nth: 2, grade: 'A' };
    expect(whole.encode(both).get(-1)).toEqual([2, 'A']);
    expect(whole.decode(whole.encode(both))).toEqual(both);
    expect(whole.decode(map([1, 3], ['n', 'x']))).toBeUndefined();
  });
});
