import { expect, test } from 'vitest';
import { nextIndex } from './list-keys.ts';

test.each([
  [-1, 1, 0],
  [-1, -1, 2],
  [0, 1, 1],
  [2, 1, 2],
  [0, -1, 0],
] as const)('from row %i, a step of %i leads to %i of three', (at, by, to) => {
  expect(nextIndex(at, by, 3)).toBe(to);
});
