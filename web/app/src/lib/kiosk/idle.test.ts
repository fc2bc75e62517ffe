import { expect, test } from 'vitest';
import { IDLE_SECONDS, idleSince, WARNING_SECONDS } from './idle.ts';

const T = 1_795_492_800_000;
const after = (seconds: number) => idleSince(T, T + seconds * 1000);

test.each([
  [0, { left: 60, phase: 'in-use' }],
  [39.9, { left: 21, phase: 'in-use' }],
  [40, { left: 20, phase: 'warning' }],
  [59.9, { left: 1, phase: 'warning' }],
  [60, { left: 0, phase: 'over' }],
  [3600, { left: 0, phase: 'over' }],
  [-3600, { left: 60, phase: 'in-use' }],
] as const)('after %s s', (seconds, idle) => {
  expect(after(seconds)).toEqual(idle);
});

test('a person has twenty seconds to say that they are still there (WCAG 2.2.1)', () => {
  expect(WARNING_SECONDS).toBeGreaterThanOrEqual(20);
  expect(IDLE_SECONDS).toBeGreaterThan(WARNING_SECONDS);
});
