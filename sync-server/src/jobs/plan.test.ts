import { HOUR, MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { backoff, LEASE, LONGEST_SLEEP, nextSweep, pause } from './plan.ts';
import type { Job } from './repository.ts';

const EVERY = 5 * MINUTE;
const sweep = { kind: 'lapse-tasks', shard: '', every: EVERY };
const PERIOD = 1_000;
const NOW = PERIOD * EVERY + MINUTE;

const known = (period: number, doneAt: number | null): Job => ({
  kind: 'lapse-tasks',
  shard: '',
  subject: '',
  step: String(period),
  dueAt: period * EVERY,
  wakeAt: period * EVERY,
  attempts: 1,
  owner: null,
  lastError: null,
  doneAt,
});

test.each([
  ['no sweep was ever planned', [], true],
  ['the sweep of the period before is done', [known(PERIOD - 1, NOW)], true],
  ['no server ran for a hundred periods', [known(PERIOD - 100, NOW)], true],
  ['the sweep of this period is open', [known(PERIOD, null)], false],
  ['the sweep of this period is done', [known(PERIOD, NOW), known(PERIOD - 1, NOW)], false],
  ['an earlier sweep still fails', [known(PERIOD - 7, null)], false],
] as const)('a sweep is planned for this period or not: %s', (_, rows, planned) => {
  expect(nextSweep(sweep, rows, NOW)).toEqual(
    planned ? { kind: 'lapse-tasks', shard: '', subject: '', step: '1000', dueAt: PERIOD * EVERY } : undefined,
  );
});

test('a failed job waits twice as long after each attempt, an hour at most, and less by up to a half', () => {
  expect([1, 2, 3, 8, 5_000].map((attempts) => backoff(attempts, 1))).toEqual([
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    HOUR,
    HOUR,
  ]);
  expect([backoff(1, 0), backoff(1, 1 / 7)]).toEqual([15 * SECOND, 17_143]);
});

test('neither a lease nor a back-off lasts longer than the longest sleep', () => {
  expect(LEASE).toBeLessThanOrEqual(LONGEST_SLEEP);
  expect(backoff(5_000, 1)).toBeLessThanOrEqual(LONGEST_SLEEP);
});

test('the scheduler looks again when the next period begins, after half a minute at the latest', () => {
  expect(pause([sweep], PERIOD * EVERY - 2 * SECOND)).toBe(2 * SECOND);
  expect(pause([sweep], NOW)).toBe(30 * SECOND);
  expect(pause([], NOW)).toBe(30 * SECOND);
});
