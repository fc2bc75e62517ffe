import { describe, expect, test } from 'vitest';
import { anApplication, someFacts } from '../../../test/builders.ts';
import { DEFAULT_POLICY } from '../../defaults/policy.ts';
import { NOTICES } from '../../defaults/working-years.ts';
import { HOUR, startOfDay } from '../../kernel/instant.ts';
import type { Application } from '../../tasks/task.ts';
import { toldAhead } from './notice.ts';

const TEN = 10 * HOUR;
const policy = { ...DEFAULT_POLICY, noticeWorkingDays: 3 };
const on = (day: string) => ({ from: startOfDay(day) + TEN, to: startOfDay(day) + TEN + HOUR });
const found = (today: string, day: string, changes: Partial<Application> = {}, facts = {}) =>
  toldAhead(anApplication({ window: on(day), ...changes }), someFacts({ policy, ...facts }), startOfDay(today) + TEN);
const codes = (...args: Parameters<typeof found>) => found(...args).map(({ code }) => code);

describe('[NOT-1] a routine inspection is told of three working days before', () => {
  test.each([
    ['the day before the third working day', '2026-11-24', '2026-11-26', ['notice-too-short']],
    ['on the third working day', '2026-11-24', '2026-11-27', []],
    ['over a weekend, one day too early', '2026-11-26', '2026-11-30', ['notice-too-short']],
    ['over a weekend', '2026-11-26', '2026-12-01', []],
    // 2026-02-14 (Saturday) is a make-up day, the holiday lasts from 15 to 23 February, and 28 February is a make-up day.
    ['the make-up day before Spring Festival counts', '2026-02-12', '2026-02-24', []],
    ['Spring Festival does not', '2026-02-13', '2026-02-24', ['notice-too-short']],
    ['over Spring Festival', '2026-02-13', '2026-02-25', []],
    ['New Year does not count', '2025-12-30', '2026-01-02', ['notice-too-short']],
    // 2026-01-04 (Sunday) is a make-up day.
    ['over New Year, with its make-up day', '2025-12-30', '2026-01-05', []],
    ['the leap day is a working day', '2024-02-27', '2024-03-01', []],
  ])('%s', (_, today, day, expected) => {
    expect(codes(today, day)).toEqual(expected);
  });

  test('the finding names the earliest day and what cures it', () => {
    expect(found('2026-11-24', '2026-11-25')).toMatchObject([
      { severity: 'reason', evidence: { days: 3, earliest: '2026-11-27' }, cures: [{ kind: 'change-window' }, {}, {}] },
    ]);
  });

  test('cases and late entries are exempt; a surprise inspection states its reason', () => {
    expect(codes('2026-11-24', '2026-11-24', { type: 'case', source: 'complaint' })).toEqual([]);
    expect(codes('2026-11-24', '2026-11-24', { type: 'case', source: 'annual-plan' })).toEqual(['notice-too-short']);
    expect(codes('2026-11-24', '2026-11-24', { type: 'case', source: 'deployed' })).toEqual(['notice-too-short']);
    expect(codes('2026-11-24', '2026-11-24', { late: { ground: 'no-network' } })).toEqual([]);
    expect(codes('2026-11-24', '2026-11-24', { surprise: true })).toEqual(['surprise-unexplained']);
    expect(codes('2026-11-24', '2026-12-24', { surprise: true })).toEqual(['surprise-unexplained']);
    const reasons = { 'NOT-1': '双随机抽查，事先告知会影响检查结果。' };
    expect(codes('2026-11-24', '2026-11-24', { surprise: true, reasons })).toEqual([]);
    expect(codes('2026-11-24', '2026-11-24', { reasons })).toEqual([]);
  });

  test('a region that sets no term asks for none', () => {
    expect(codes('2026-11-24', '2026-11-24', {}, { policy: { ...policy, noticeWorkingDays: 0 } })).toEqual([]);
  });

  test('a year that is not announced makes the day provisional; one that is missing is named too, and goes by its weekdays', () => {
    const provisional = { year: 2027, document: '按周末推算', provisional: true, holidays: [], workdays: [] };
    const known = NOTICES.filter(({ year }) => year < 2027);
    expect(found('2026-12-30', '2027-01-04', {}, { calendar: [...known, provisional] })).toMatchObject([]);
    expect(found('2026-12-30', '2027-01-03', {}, { calendar: [...known, provisional] })).toMatchObject([
      { code: 'notice-too-short', evidence: { provisional: 1 } },
    ]);
    expect(found('2026-12-30', '2027-01-03', {}, { calendar: known })).toMatchObject([
      { code: 'calendar-missing', severity: 'notice', evidence: { year: 2027 } },
      { code: 'notice-too-short', severity: 'reason', evidence: { earliest: '2027-01-04', provisional: 1 } },
    ]);
    expect(found('2026-12-30', '2027-01-04', {}, { calendar: known })).toMatchObject([{ code: 'calendar-missing' }]);
  });
});
