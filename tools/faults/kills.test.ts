/** SIGKILL asks nobody: what was answered before it is kept. */
import { expect, test } from 'vitest';
import { killed } from './kills.ts';

test('a server that is killed in the middle of pushes has lost nothing that it answered, and has nothing twice', async () => {
  const { verdict, troubles } = await killed('sqlite', 3);
  expect(verdict).toMatchObject({ lost: 0, twice: 0, broken: 0, words: [] });
  expect(verdict.acknowledged).toBeGreaterThan(0);
  expect(troubles.get('no answer')).toBeGreaterThan(0);
});
