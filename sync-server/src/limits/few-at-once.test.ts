import { expect, test } from 'vitest';
import { fewAtOnce } from './few-at-once.ts';

test('two tasks run at once, a few wait, few of them with one key, and the rest are rejected', async () => {
  const few = fewAtOnce({ running: 2, waiting: 4, waitingOfKey: 2 });
  let [running, most] = [0, 0];
  const work = async (): Promise<true> => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running -= 1;
    return true;
  };
  const done = await Promise.all([
    ...Array.from({ length: 10 }, () => few.run('one', work)),
    ...Array.from({ length: 3 }, () => few.run('other', work)),
  ]);
  expect(most).toBe(2);
  expect(done.slice(0, 10).filter(Boolean)).toHaveLength(4);
  expect(done.slice(10).filter(Boolean)).toHaveLength(2);
});

test('keys take turns: a task of another key overtakes the queue of the first key', async () => {
  const few = fewAtOnce({ running: 1, waiting: 8, waitingOfKey: 4 });
  const order: string[] = [];
  const work = (name: string) => async () => void order.push(name);
  await Promise.all([
    few.run('one', work('one 1')),
    few.run('one', work('one 2')),
    few.run('one', work('one 3')),
    few.run('other', work('other 1')),
  ]);
  expect(order).toEqual(['one 1', 'other 1', 'one 2', 'one 3']);
});

test('a task that fails frees its place for the next', async () => {
  const few = fewAtOnce({ running: 1, waiting: 1, waitingOfKey: 1 });
  const failing = few.run('a', () => Promise.reject(new Error('broken')));
  const next = few.run('a', async () => 1);
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe(1);
  expect(await few.run('a', async () => 2)).toBe(2);
});
