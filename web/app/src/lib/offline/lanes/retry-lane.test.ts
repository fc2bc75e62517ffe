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
  const told: unknown[] = [];
  const lane = retryLane({
    backoff: new Backoff(timer),
    leads,
    active: (is) => void told.push(is),
    works: () => void told.push('works'),
    failed: (kind, nextTry) => void told.push([kind, nextTry]),
  });
  return { lane, told };
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
  const { lane, told } = aLane();
  await expect(lane(() => Promise.reject(new SyncProblem('busy')))).rejects.toThrow('busy');
  await lane(async () => undefined);
  expect(told).toEqual([true, false, ['busy', 2_000], true, false, 'works']);
});
