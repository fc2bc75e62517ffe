import { MAX_PUSH_ROWS } from '@liangma/shared/protocol/documents';
import { expect, test } from 'vitest';
import { BatchSizer } from './batch-sizer.ts';

test('quick answers double the batch, up to what a server takes', () => {
  const sizer = new BatchSizer(100);
  sizer.answered(500);
  expect(sizer.rows).toBe(200);
  sizer.answered(500);
  expect(sizer.rows).toBe(MAX_PUSH_ROWS);
  sizer.answered(9_000);
  expect(sizer.rows).toBe(MAX_PUSH_ROWS);
});

test('over a link that breaks the batch is halved until it gets through', () => {
  const sizer = new BatchSizer(100);
  const sizes = Array.from({ length: 5 }, () => {
    sizer.failed(30_000);
    return sizer.rows;
  });
  expect(sizes).toEqual([50, 25, 12, 10, 10]);
});

test('a request that fails at once leaves the batch as it is', () => {
  const sizer = new BatchSizer(100);
  sizer.failed(3);
  expect(sizer.rows).toBe(100);
});
