import { expect, test } from 'vitest';
import { isScarce } from './storage-room.ts';

const MB = 1_000_000;

test.each([
  ['much room', 100, 1_000, false],
  ['just under four fifths', 799, 1_000, false],
  ['four fifths', 800, 1_000, true],
  ['a small quota with just enough left', 50, 100, false],
  ['a small quota with less than a record with photos needs', 51, 100, true],
  ['over the quota', 101, 100, true],
])('[APP-2] %s', (_, used, quota, scarce) => {
  expect(isScarce({ used: used * MB, quota: quota * MB })).toBe(scarce);
});
