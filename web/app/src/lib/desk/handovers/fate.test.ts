import type { ImportedEvent } from '@liangma/shared/protocol/handover';
import { expect, test } from 'vitest';
import { countFates, fateOf } from './fate.ts';

const one = (sync: ImportedEvent['sync'], known = false): ImportedEvent => ({
  event: null,
  enterprise: '',
  known,
  sync,
});
const accepted = { state: 'accepted', receipt: 'x', receivedAt: 1 } as const;
const rejected = { state: 'rejected' as const, code: 'wrong-state' as const, reasons: [], receivedAt: 1 };

test('a refused record is refused, whether it came before or not; what waits is held', () => {
  expect(fateOf(one(accepted))).toBe('accepted');
  expect(fateOf(one(accepted, true))).toBe('known');
  expect(fateOf(one(rejected, true))).toBe('refused');
  expect(fateOf(one({ state: 'waiting' }))).toBe('held');
  expect(fateOf(one({ state: 'quarantined', receivedAt: 1 }, true))).toBe('held');
});

test('only what there is gets counted', () => {
  expect(countFates([one(accepted), one(rejected), one(accepted)])).toEqual([
    { fate: 'accepted', n: 2 },
    { fate: 'refused', n: 1 },
  ]);
});
