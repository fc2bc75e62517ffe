import { expect, test } from 'vitest';
import { anApplication, NOW, someFacts } from '../../../test/builders.ts';
import { HOUR, startOfDay } from '../../kernel/instant.ts';
import type { Application } from '../../tasks/task.ts';
import { assess } from '../assess.ts';

const held = { window: { from: NOW, to: NOW + HOUR } };
const reasons = { 'LATE-2': '镇上基站停电，现场两部手机都没有信号。' };
const codes = (changes: Partial<Application>, now: number) =>
  assess(anApplication({ ...held, ...changes }), someFacts(), now).findings.map(({ code }) => code);

test.each([
  ['before the officers leave', HOUR, []],
  ['a moment after', HOUR + 1, ['late-after-leaving']],
])('[LATE-1] the code of an emergency is applied for %s', (_, after, expected) => {
  expect(codes({ late: { ground: 'emergency' }, reasons }, NOW + after)).toEqual(expected);
});

test.each([
  // It ended on 24 November at 10:00.
  ['in the last minute of the tenth day', startOfDay('2026-12-05') - 1 - NOW, []],
  ['on the eleventh day', startOfDay('2026-12-05') - NOW, ['late-overdue']],
])('[LATE-2] an inspection without network is entered %s', (_, after, expected) => {
  for (const ground of ['no-network', 'system-fault'] as const)
    expect(codes({ late: { ground }, reasons }, NOW + after)).toEqual(expected);
});

test('[LATE-2] it needs words, it does not stand for an application, and without it a past window is refused', () => {
  expect(codes({ late: { ground: 'no-network' } }, NOW + 2 * HOUR)).toEqual(['late-unexplained']);
  expect(codes({ late: { ground: 'no-network' }, reasons }, NOW - 1)).toEqual(['late-not-begun']);
  expect(codes({}, NOW + 2 * HOUR)).toEqual(['window-past']);
});
