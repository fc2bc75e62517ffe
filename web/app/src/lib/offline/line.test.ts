import { expect, test, vi } from 'vitest';
import { Backoff, type Timer } from './backoff.ts';
import { type LinePorts, lineOf } from './line.ts';
import { SyncProblem } from './sync-problem.ts';

const timer: Timer = {
  after: (_, run) => {
    queueMicrotask(run);
    return () => undefined;
  },
  random: () => 1,
  now: () => 1_000,
};

function aLine(leads: LinePorts['leads'] = async () => true) {
  const told: unknown[] = [];
  const line = lineOf({
    ...{ name: 'tasks', backoff: new Backoff(timer), leads },
    active: (is) => void told.push(is),
    works: (name) => void told.push([name, 'works']),
    failed: (name, kind, nextTry) => void told.push([name, kind, nextTry]),
  });
  return { line, told };
}

test('nothing is exchanged in a tab that does not lead, until it does', async () => {
  let lead = (): void => undefined;
  const { line } = aLine(() => new Promise<void>((resolve) => (lead = resolve)));
  const work = vi.fn(async () => 'pulled');
  const done = line(work);
  await Promise.resolve();
  expect(work).not.toHaveBeenCalled();
  lead();
  expect(await done).toBe('pulled');
});

test('a failure is told with its next try, waited out and passed on; success clears it', async () => {
  const { line, told } = aLine();
  await expect(line(() => Promise.reject(new SyncProblem('busy')))).rejects.toThrow('busy');
  await line(async () => undefined);
  expect(told).toEqual([...[true, false, ['tasks', 'busy', 2_000]], ...[true, false, ['tasks', 'works']]]);
});
