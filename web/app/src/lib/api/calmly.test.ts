import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { calmly } from './calmly.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a hundred hints in ten seconds are acted upon once, and one after quiet at once', () => {
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

test('nothing is done while nobody looks, nor after the end', () => {
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
