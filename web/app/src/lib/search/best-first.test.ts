import { expect, test } from 'vitest';
import { bestFirst } from './best-first.ts';

const names = ['加洋卓玛', '卓玛', '王建国'];

test('a name that begins with the query comes before one that only holds it', () => {
  expect(bestFirst(names, ' 卓玛 ', String)).toEqual(['卓玛', '加洋卓玛']);
});

test('an empty query keeps all in their order', () => {
  expect(bestFirst(names, '', String)).toEqual(names);
});
