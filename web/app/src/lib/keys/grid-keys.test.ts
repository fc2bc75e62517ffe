import { expect, test } from 'vitest';
import { nextCell } from './grid-keys.ts';

/** Two heads of days; below, the first row has a visit on the second day, the last row one on each day. */
const CELLS = [
  { x: 10, y: 0 },
  { x: 50, y: 2 },
  { x: 50, y: 30 },
  { x: 10, y: 60 },
  { x: 50, y: 60 },
];

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 4, undefined],
  ['ArrowLeft', 1, 0],
  ['ArrowLeft', 0, undefined],
  ['ArrowDown', 1, 2],
  ['ArrowDown', 0, 3],
  ['ArrowDown', 4, undefined],
  ['ArrowUp', 4, 2],
  ['ArrowUp', 3, 0],
  ['ArrowUp', 0, undefined],
  ['j', 0, undefined],
] as const)('%s from cell %i leads to %s', (key, at, to) => {
  expect(nextCell(CELLS, at, key)).toBe(to);
});
