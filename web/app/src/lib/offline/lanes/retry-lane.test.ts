import { expect, test, vi } from 'vitest';
import { SyncProblem } from '../wire/sync-problem.ts';
import { Backoff, type Timer } from './backoff.ts';
import { type RetryLanePorts, retryLane } from './retry-lane.ts';

const timer: Timer = {
  after: (_, run) => {
    queueMicrotask(run);
    return () => undefined;
  },
  random: () => 1,
  now: () => 1_000,
};

function aLane(leads: RetryLanePorts['leads'] = async () => true) {
  const calls: unknown[] = [];
  const lane = retryLane({
    backoff: new Backoff(timer),
    leads,
    active: (is) => void calls.push(is),
    works: () => void calls.push('works'),
    failed: (kind, nextTry) => void calls.push([kind, nextTry]),
  });
  return { lane, calls };
}

test('a lane waits until its tab leads', async () => {
  let lead = (): void => undefined;
  const { lane } = aLane(() => new Promise<void>((resolve) => (lead = resolve)));
  const work = vi.fn(async () => 'pulled');
  const done = lane(work);
  await Promise.resolve();
  expect(work).not.toHaveBeenCalled();
  lead();
  expect(await done).toBe('pulled');
});

test('a lane reports a failure with its next try, waits and rethrows; success clears it', async () => {
  const { lane, calls } = aLane();
  await expect(lane(() => Promise.reject(new SyncProblem('busy')))).rejects.toThrow('busy');
  await lane(async () => undefined);
  expect(calls).toEqual([true, false, ['busy', 2_000], true, false, 'works']);
});
