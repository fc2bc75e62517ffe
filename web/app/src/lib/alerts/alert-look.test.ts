import { expect, test } from 'vitest';
import { lookOf } from '../shell/state-look.ts';
import { lookOfAlert } from './alert-look.ts';

test('[SHOW-1] a refusal does not look like a fault of the enterprise', () => {
  expect([lookOfAlert('enterprise-refused'), lookOf('refused')]).toEqual(['warn', 'warn']);
  expect(lookOfAlert('performed-after-withdrawal')).toBe('bad');
});
