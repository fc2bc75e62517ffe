import { expect, test } from 'vitest';
import { nextIndex, ownerOf } from './list-keys.ts';

test.each([
  [-1, 1, 0],
  [-1, -1, 2],
  [0, 1, 1],
  [2, 1, 2],
  [0, -1, 0],
] as const)('from row %i, a step of %i leads to %i of three', (at, by, to) => {
  expect(nextIndex(at, by, 3)).toBe(to);
});

test('J and K move in the list that had the focus last, at first in the first list', () => {
  expect(ownerOf(['waiting', 'on site'], undefined)).toBe('waiting');
  expect(ownerOf(['waiting', 'on site'], 'on site')).toBe('on site');
  expect(ownerOf(['approvals'], 'on site')).toBe('approvals');
});
