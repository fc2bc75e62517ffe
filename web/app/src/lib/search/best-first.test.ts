import { expect, test } from 'vitest';
import { bestFirst } from './best-first.ts';

const names = ['加洋卓玛', '卓玛', '王建国'];

test('names that begin with the query come before names that contain it', () => {
  expect(bestFirst(names, ' 卓玛 ', String)).toEqual(['卓玛', '加洋卓玛']);
});

test('an empty query keeps the order', () => {
  expect(bestFirst(names, '', String)).toEqual(names);
});
