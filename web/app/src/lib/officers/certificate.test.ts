import type { Officer } from '@liangma/shared/registry/officer';
import { expect, test } from 'vitest';
import { certificateOn } from './certificate.ts';

const officer = {
  leftOn: null,
  suspended: false,
  certificate: { number: '62062300017', validFrom: '2026-01-01', validTo: '2026-11-20' },
} as Officer;

test.each([
  ['2025-12-31', { kind: 'not-yet' }],
  ['2026-01-01', { kind: 'ok' }],
  ['2026-10-20', { kind: 'ok' }],
  ['2026-10-21', { kind: 'expires-soon', days: 30 }],
  ['2026-11-20', { kind: 'expires-soon', days: 0 }],
  ['2026-11-21', { kind: 'expired' }],
])('a certificate valid to 20 November stands on %s as %j', (day, expected) => {
  expect(certificateOn(officer, day)).toEqual(expected);
});

test.each([
  ['2026-05-31', { kind: 'ok' }],
  ['2026-06-01', { kind: 'left' }],
])('an officer who left on 1 June is on %s %j', (day, expected) => {
  expect(certificateOn({ ...officer, leftOn: '2026-06-01' }, day)).toEqual(expected);
});

test('a suspended officer is suspended whatever the certificate says', () => {
  expect(certificateOn({ ...officer, suspended: true }, '2026-06-01')).toEqual({ kind: 'suspended' });
});
