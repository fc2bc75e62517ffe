import type { ImportedEvent } from '@liangma/shared/protocol/handover';
import { expect, test } from 'vitest';
import { countOutcomes, outcomeOf } from './import-outcome.ts';

const one = (sync: ImportedEvent['sync'], known = false): ImportedEvent => ({
  event: null,
  enterprise: '',
  known,
  sync,
});
const accepted = { state: 'accepted', receipt: 'x', receivedAt: 1 } as const;
const rejected = { state: 'rejected' as const, code: 'wrong-state' as const, reasons: [], receivedAt: 1 };

test('a refused record counts as refused, new or known; waiting and quarantined records count as held', () => {
  expect(outcomeOf(one(accepted))).toBe('accepted');
  expect(outcomeOf(one(accepted, true))).toBe('known');
  expect(outcomeOf(one(rejected, true))).toBe('refused');
  expect(outcomeOf(one({ state: 'waiting' }))).toBe('held');
  expect(outcomeOf(one({ state: 'quarantined', receivedAt: 1 }, true))).toBe('held');
});

test('outcomes without a record are not counted', () => {
  expect(countOutcomes([one(accepted), one(rejected), one(accepted)])).toEqual([
    { outcome: 'accepted', n: 2 },
    { outcome: 'refused', n: 1 },
  ]);
});
