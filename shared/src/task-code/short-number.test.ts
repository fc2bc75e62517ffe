import { describe, expect, test } from 'vitest';
import { bareDigits, isShortNumber, SHORT_NUMBER_BYTES, sayShortNumber, shortNumberOf } from './short-number.ts';

const DIGITS = [...'0123456789'];
const bytes = (seed: number): Uint8Array =>
  Uint8Array.from({ length: SHORT_NUMBER_BYTES }, (_, i) => (Math.imul(seed + 1, 2654435761 + i * 40503) >>> 13) & 255);
const NUMBERS = Array.from({ length: 300 }, (_, seed) => shortNumberOf(bytes(seed)));
const replaced = (number: string, at: number, digits: string) =>
  number.slice(0, at) + digits + number.slice(at + digits.length);

test('the published example of Damm’s scheme: 572 has the check digit 4', () => {
  // Seven leading zeros change nothing: the first row of the quasigroup maps 0 to 0.
  expect(isShortNumber('0000005724')).toBe(true);
  expect(DIGITS.filter((check) => isShortNumber(`000000572${check}`))).toEqual(['4']);
});

test('every drawn number is ten digits and holds', () => {
  for (const number of NUMBERS)
    expect([number, isShortNumber(number)]).toEqual([expect.stringMatching(/^\d{10}$/), true]);
  expect(new Set(NUMBERS).size).toBeGreaterThan(290);
});

test.each([
  [[0, 0, 0, 0, 0, 0], '000000000'],
  [[0, 0, 0, 0, 0, 1], '000000001'],
  [[255, 255, 255, 255, 255, 255], '976710655'],
])('bytes %j draw %s', (random, expected) => {
  expect(shortNumberOf(Uint8Array.from(random)).slice(0, -1)).toBe(expected);
});

describe('errors that the check digit catches', () => {
  test('every single wrong digit, at every place of every number', () => {
    for (const number of NUMBERS)
      for (let at = 0; at < number.length; at++)
        for (const digit of DIGITS)
          expect(isShortNumber(replaced(number, at, digit)), `${number} at ${at}`).toBe(digit === number[at]);
  });

  test('every swap of two different neighbours, at every place of every number', () => {
    for (const number of NUMBERS)
      for (let at = 0; at + 1 < number.length; at++) {
        const swapped = replaced(number, at, `${number[at + 1]}${number[at]}`);
        expect(isShortNumber(swapped), `${number} at ${at}`).toBe(swapped === number);
      }
  });

  test('the property behind it, for all states of the check: no two digits and no two orders come to the same', () => {
    // A prefix of three digits reaches every state (seven of them are zero).
    const states = new Map<string, string>();
    for (let n = 0; n < 1000; n++) {
      const prefix = String(n).padStart(3, '0');
      const check = DIGITS.find((digit) => isShortNumber(`000000${prefix}${digit}`)) as string;
      states.set(check, prefix);
    }
    expect(states.size).toBe(10);
    for (const prefix of states.values())
      for (const a of DIGITS)
        for (const b of DIGITS) {
          const fits = (pair: string) => DIGITS.find((digit) => isShortNumber(`0000${prefix}${pair}${digit}`));
          expect(fits(a + b) === fits(b + a), `${prefix} ${a}${b}`).toBe(a === b);
          expect(fits(a + b) === fits(a + a), `${prefix} ${a}${b}`).toBe(a === b);
        }
  });
});

test.each([
  ['', false],
  ['000000572', false],
  ['00000057240', false],
  ['000000572x', false],
  ['００００００５７２４', false],
])('%j is no short number', (text, holds) => {
  expect(isShortNumber(text)).toBe(holds);
});

test.each([
  ['000 000 5724', '0000005724'],
  ['000-000-5724', '0000005724'],
  ['０００　０００　５７２４', '0000005724'],
  ['000–000—5724\n', '0000005724'],
  ['000/000', '000/000'],
])('typed as %j it is %j', (typed, digits) => {
  expect(bareDigits(typed)).toBe(digits);
});

test('a short number is written in groups of 3, 3 and 4, a part of it as far as it goes', () => {
  expect(['0123456789', '01234', '0123', '012', ''].map(sayShortNumber)).toEqual([
    '012 345 6789',
    '012 34',
    '012 3',
    '012',
    '',
  ]);
});
