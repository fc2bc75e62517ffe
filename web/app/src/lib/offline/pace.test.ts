import { MAX_PUSH_ROWS } from '@liangma/shared/protocol/documents';
import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('what is answered soon lets more go up at once, as much as a server takes', () => {
  const pace = new Pace(100);
  pace.answered(500);
  expect(pace.rows).toBe(200);
  pace.answered(500);
  expect(pace.rows).toBe(MAX_PUSH_ROWS);
  pace.answered(9_000);
  expect(pace.rows).toBe(MAX_PUSH_ROWS);
});

test('over a link that breaks it becomes little by little what gets through', () => {
  const pace = new Pace(100);
  const sizes = Array.from({ length: 5 }, () => {
    pace.failed(30_000);
    return pace.rows;
  });
  expect(sizes).toEqual([50, 25, 12, 10, 10]);
});

test('where there is no way at all, it stays', () => {
  const pace = new Pace(100);
  pace.failed(3);
  expect(pace.rows).toBe(100);
});
