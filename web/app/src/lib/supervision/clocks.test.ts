import { MINUTE } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { clocksDiffer, takenOffline } from './clocks.ts';

const at = Date.parse('2026-11-24T10:00+08:00');

test.each([
  [null, false, false],
  [at, false, false],
  [at + 2 * MINUTE, false, false],
  [at + 2 * MINUTE + 1, true, true],
  [at - 2 * MINUTE - 1, false, true],
])('received at %s: taken offline %s, clocks differ %s', (receivedAt, offline, differ) => {
  expect(takenOffline({ at, receivedAt })).toBe(offline);
  expect(clocksDiffer({ at, receivedAt })).toBe(differ);
});
