import { expect, test } from 'vitest';
import { classifyVersion, understoodUntil, VERSIONS } from './version.ts';

/** A server of version 3 that still understands version 2. */
const LATER = { current: 3, oldest: 2, released: { 2: Date.UTC(2027, 0, 1), 3: Date.UTC(2027, 5, 1) } };

test.each([
  [undefined, 'known'],
  [1, 'too-old'],
  [2, 'older'],
  [3, 'known'],
  [4, 'too-new'],
])('[SYNC-19] a server of version 3 hears a client of version %s as %s', (version, expected) => {
  expect(classifyVersion(version, LATER)).toBe(expected);
});

test.each([
  [undefined, 'known'],
  [0, 'too-old'],
  [1, 'known'],
  [2, 'too-new'],
])('[SYNC-19] the server of today hears a client of version %s as %s', (version, expected) => {
  expect(classifyVersion(version, VERSIONS)).toBe(expected);
});

test('a version is understood for 180 days after the release of the next', () => {
  expect(new Date(understoodUntil(2, LATER)).toISOString()).toBe('2027-11-28T00:00:00.000Z');
});

test('no version is given up before its day', () => {
  for (let version = 1; version < VERSIONS.oldest; version++) {
    expect(Date.now()).toBeGreaterThanOrEqual(understoodUntil(version, VERSIONS));
  }
});
