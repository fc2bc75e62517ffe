import { expect, test } from 'vitest';
import { drawCode, pathOf } from './draw-code.ts';

const prefix = 'http://localhost:8787/c#';

test('runs of dark modules become one stroke, four modules of light around', () => {
  const dark = [
    [1, 1, 0],
    [0, 0, 0],
    [0, 1, 1],
  ];
  expect(pathOf(3, (y, x) => dark[y]?.[x] === 1)).toBe('M4 4h2v1h-2zM5 6h2v1h-2z');
});

test('digits take numeric room: 612 of them still fit version 13 with correction M', async () => {
  const picture = await drawCode(prefix + '7'.repeat(612));
  expect(picture.dense).toBe(false);
  expect(picture.size).toBeLessThanOrEqual(17 + 4 * 13 + 8);
});

test('more than that is drawn with less correction, and said to be dense', async () => {
  expect((await drawCode(prefix + '7'.repeat(900))).dense).toBe(true);
});
