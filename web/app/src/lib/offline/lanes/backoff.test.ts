import { expect, test } from 'vitest';
import { Backoff, type Timer } from './backoff.ts';

function timer(random: number) {
  const waits: { ms: number; run: () => void; canceled: boolean }[] = [];
  const made: Timer = {
    after: (ms, run) => {
      const wait = { ms, run, canceled: false };
      waits.push(wait);
      return () => {
        wait.canceled = true;
      };
    },
    random: () => random,
    now: () => 1000,
  };
  return { made, waits };
}

test('each wait is twice as long, up to a minute, with half of it left to chance', () => {
  const { made } = timer(1);
  const backoff = new Backoff(made);
  const waits = Array.from({ length: 8 }, () => {
    const ms = backoff.next();
    void backoff.failed(undefined, () => undefined);
    return ms;
  });
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000]);
  expect(new Backoff(timer(0).made).next()).toBe(500);
});

test('a wait is at least as long as the server asked for', () => {
  expect(new Backoff(timer(1).made).next(30_000)).toBe(30_000);
});

test('waking ends the wait, a success begins anew', async () => {
  const { made, waits } = timer(1);
  const backoff = new Backoff(made);
  let nextTry = 0;
  const waiting = backoff.failed(undefined, (at) => {
    nextTry = at;
  });
  backoff.wake();
  await waiting;
  expect(waits[0]).toMatchObject({ ms: 1000, canceled: true });
  expect(nextTry).toBe(2000);
  backoff.succeeded();
  expect(backoff.next()).toBe(1000);
});
