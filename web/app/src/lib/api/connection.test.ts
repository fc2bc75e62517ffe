import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** Without a screen state is a plain field. */
vi.hoisted(() => {
  Object.assign(globalThis, { $state: <T>(value: T): T => value });
});

import { connection } from './connection.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
  connection.answered();
});
afterEach(() => void vi.useRealTimers());

test('the connection is live while answers come, and lost after a minute of silence', () => {
  vi.advanceTimersByTime(59_000);
  connection.answered();
  vi.advanceTimersByTime(59_000);
  expect(connection.isLost).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(connection.isLost).toBe(true);
  connection.answered();
  expect(connection.isLost).toBe(false);
});

test('a stream that reopens at once keeps the connection; a stream that stays closed loses it', () => {
  connection.broken();
  vi.advanceTimersByTime(4_000);
  connection.answered();
  vi.advanceTimersByTime(4_000);
  expect(connection.isLost).toBe(false);
  connection.broken();
  vi.advanceTimersByTime(6_000);
  expect(connection.isLost).toBe(true);
});

test('a hidden page does not report a lost connection', () => {
  connection.broken();
  connection.stop();
  vi.advanceTimersByTime(60_000);
  expect(connection.isLost).toBe(false);
});
