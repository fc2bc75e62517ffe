import { SERVER_LIMITS } from '@liangma/shared/compliance/server-limits';
import { DAY, MINUTE } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { buckets } from './bucket.ts';
import { RecentMap } from './recent-map.ts';
import { slowDown } from './slow-down.ts';
import { strangerQuota } from './stranger-quota.ts';

test('a bucket grants its allowance, reports the wait for the next request, and refills evenly', () => {
  const one = buckets(60, MINUTE);
  one.take('a', 60, 0);
  expect([one.wait('a', 1, 0), one.wait('a', 30, 0), one.wait('b', 60, 0)]).toEqual([1000, 30_000, 0]);
  expect([one.wait('a', 1, 999), one.wait('a', 1, 1000)]).toEqual([1, 0]);
});

test('a request above the allowance passes if the bucket is full, and later requests pay it back', () => {
  const one = buckets(10, MINUTE);
  expect(one.wait('a', 25, 0)).toBe(0);
  one.take('a', 25, 0);
  expect(one.wait('a', 1, 0)).toBe(1.6 * MINUTE);
});

test('a full map evicts the least recently used entry, and never all at once', () => {
  const map = new RecentMap<number>(3);
  for (const [i, key] of ['a', 'b', 'c', 'a', 'd'].entries()) map.set(key, i);
  expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual([3, undefined, 2, 4]);
});

test('short numbers guessed from many addresses leave each address two misses', () => {
  const guesses = slowDown();
  guesses.miss('shop', 0);
  for (let i = 0; i < 400; i++) guesses.miss(`10.0.0.${i}`, 0);
  expect(guesses.wait('shop', 0)).toBe(0);
  guesses.miss('shop', 0);
  expect(guesses.wait('shop', 0)).toBe(MINUTE);
  expect(guesses.wait('shop', 2 * MINUTE)).toBe(0);
});

test('[SYNC-22] quotas count the rows and bytes of strangers by address and minute, and stored rows by key, address and day', () => {
  const clock = { at: 0 };
  const limits = {
    ...SERVER_LIMITS,
    strangerRowsPerMinute: 100,
    strangerBytesPerMinute: 1000,
    strangerKeyRowsPerDay: 5,
    strangerKeyBytesPerDay: 500,
    strangerAddressRowsPerDay: 8,
    strangerAddressBytesPerDay: 10_000,
  };
  const quota = strangerQuota({ limits, ticks: { now: () => clock.at } });
  expect(quota.admit('net', 'k1', { rows: 100, bytes: 10, reports: 0 })).toBe(0);
  expect(quota.admit('net', 'k2', { rows: 1, bytes: 10, reports: 0 })).toBeGreaterThan(0);
  clock.at = MINUTE;
  expect(quota.admit('net', 'k1', { rows: 1, bytes: 1000, reports: 0 })).toBe(0);
  expect(quota.admit('net', 'k1', { rows: 1, bytes: 1, reports: 0 })).toBeGreaterThan(0);
  expect(quota.admit('other', 'k1', { rows: 1, bytes: 1, reports: 0 })).toBe(0);
  clock.at = 3 * MINUTE;
  quota.keep('net', 'k1', { rows: 5, bytes: 5 });
  expect(quota.admit('other', 'k1', { rows: 1, bytes: 1, reports: 0 })).toBeGreaterThan(0);
  expect(quota.admit('net', 'k2', { rows: 1, bytes: 1, reports: 0 })).toBe(0);
  quota.keep('net', 'k2', { rows: 4, bytes: 5 });
  expect(quota.admit('net', 'k3', { rows: 1, bytes: 1, reports: 0 })).toBeGreaterThan(0);
  clock.at += DAY;
  expect(quota.admit('net', 'k3', { rows: 1, bytes: 1, reports: 0 })).toBe(0);
});
