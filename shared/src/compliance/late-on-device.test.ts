import { expect, test } from 'vitest';
import { anApplication, aReference, NOW, someFacts } from '../../test/builders.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { HOUR, startOfDay } from '../kernel/instant.ts';
import { assess } from './assess.ts';
import { assessLateEntry, maySend } from './late-on-device.ts';
import { lateDeadline } from './timing/late-entry.ts';

const window = { from: NOW, to: NOW + HOUR };
/** End of the tenth day after 24 November. */
const LAST = startOfDay('2026-12-05') - 1;
const reasons = { 'LATE-2': '镇上基站停电，现场两部手机都没有信号。' };
const entry = (ground: 'emergency' | 'no-network' | 'system-fault') =>
  anApplication({ type: 'case', source: 'complaint', reference: aReference(), window, reasons, late: { ground } });

test.each([
  ['emergency', HOUR, []],
  ['emergency', HOUR + 1, ['late-after-leaving']],
  ['no-network', LAST - NOW, []],
  ['no-network', LAST + 1 - NOW, ['late-overdue']],
  ['system-fault', -1, ['late-not-begun']],
] as const)(
  '[LATE-1] [LATE-2] the device judges a late entry (%s) after %d ms as the server does',
  (ground, after, found) => {
    const application = entry(ground);
    const findings = assessLateEntry(application, DEFAULT_POLICY, NOW + after);
    expect(findings.map(({ code }) => code)).toEqual(found);
    const late = (rule: string) => rule.startsWith('LATE');
    const atServer = assess(application, someFacts(), NOW + after).findings.filter(({ rule }) => late(rule));
    expect(findings.filter(({ rule }) => late(rule))).toEqual(atServer);
    expect(maySend(findings)).toBe(found.every((code) => code !== 'late-not-begun'));
  },
);

test('[LATE-1] [LATE-2] an emergency is entered before the end, the others within the days of the policy', () => {
  expect(lateDeadline({ window, late: { ground: 'emergency' } }, DEFAULT_POLICY)).toBe(window.to);
  expect(lateDeadline({ window, late: { ground: 'no-network' } }, DEFAULT_POLICY)).toBe(LAST);
});

test('[LATE-2] without words or a reference it is not sent', () => {
  const bare = { ...entry('no-network'), reasons: {}, reference: null };
  const codes = assessLateEntry(bare, DEFAULT_POLICY, NOW + 2 * HOUR);
  expect(codes.map(({ code }) => code)).toEqual(['reference-missing', 'late-unexplained']);
  expect(maySend(codes)).toBe(false);
});
