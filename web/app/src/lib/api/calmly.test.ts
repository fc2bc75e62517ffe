import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { calmly } from './calmly.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('calmly runs once for a hundred hints in ten seconds, and at once for a hint after quiet', () => {
  const act = vi.fn();
  const { hint } = calmly(10_000, () => true, act);
  for (let i = 0; i < 100; i++) {
    hint();
    vi.advanceTimersByTime(100);
  }
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(act).toHaveBeenCalledTimes(1);
  hint();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(2);
});

test('calmly runs nothing while the page is hidden, nor after its end', () => {
  const act = vi.fn();
  let visible = false;
  const { hint, end } = calmly(10_000, () => visible, act);
  hint();
  vi.advanceTimersByTime(20_000);
  expect(act).not.toHaveBeenCalled();
  visible = true;
  hint();
  end();
  vi.advanceTimersByTime(20_000);
  expect(act).not.toHaveBeenCalled();
});
