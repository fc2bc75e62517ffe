import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { typing } from './typing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function typed(keys: readonly (readonly [string, number])[]): string {
  let got = '';
  const key = typing((pressed) => {
    got += pressed;
  });
  let now = 0;
  for (const [name, at] of keys) {
    vi.advanceTimersByTime(at - now);
    now = at;
    key(name, at);
  }
  vi.advanceTimersByTime(1000);
  return got;
}

test('digits typed by a person are entered one by one', () => {
  expect(
    typed([
      ['7', 0],
      ['6', 80],
      ['5', 300],
    ]),
  ).toBe('765');
});

test('the burst of a scanner enters nothing, and the next typed digit does', () => {
  expect(
    typed([
      ['1', 0],
      ['2', 5],
      ['3', 10],
      ['4', 50],
      ['9', 400],
    ]),
  ).toBe('9');
});
