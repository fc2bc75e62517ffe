import { expect, test } from 'vitest';
import { type Key, places, press } from './digits.ts';

const typed = (...keys: Key[]) => keys.reduce(press, '');

test('a number takes at most ten digits', () => {
  expect(typed('1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '1')).toBe('1234567890');
});

test('erase removes the last digit, clear removes all', () => {
  expect([typed('1', '2', 'erase'), typed('erase'), typed('1', '2', 'clear')]).toEqual(['1', '', '']);
});

test.each([
  ['', '___ ___ ____'],
  ['1234', '123 4__ ____'],
  ['1234567890', '123 456 7890'],
])('%j is shown as %s', (digits, shown) => {
  expect(places(digits)).toBe(shown);
});
