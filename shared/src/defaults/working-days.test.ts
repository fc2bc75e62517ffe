import chineseDays from 'chinese-days';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DAY, startOfDay } from '../kernel/instant.ts';
import {
  addWorkingDays,
  calendarYearSchema,
  deadlineAfter,
  isWorkingDay,
  type WorkingCalendar,
  withYear,
  workingDaysBetween,
} from '../kernel/working-days.ts';
import { NOTICES } from './working-years.ts';

const after = (day: string, count: number, calendar: WorkingCalendar = NOTICES) => {
  const found = addWorkingDays(calendar, day, count);
  return found.ok ? [found.value.day, found.value.provisional] : [found.error.code, found.error.year];
};

const days = (from: string, to: string): string[] => {
  const all: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY) all.push(new Date(at).toISOString().slice(0, 10));
  return all;
};

describe('working days', () => {
  test('each day of 2024 to 2026 is what the published calendars of a library say', () => {
    const wrong = days('2024-01-01', '2026-12-31').filter((day) => {
      const found = isWorkingDay(NOTICES, day);
      return !found.ok || found.value.provisional || found.value.isWorking !== chineseDays.isWorkday(day);
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    // Spring Festival 2026: off from 15 to 23 February, at work on Saturdays 14 and 28.
    ['the day before the make-up Saturday', '2026-02-13', 1, ['2026-02-14', false]],
    ['over the whole festival', '2026-02-14', 1, ['2026-02-24', false]],
    ['from inside the festival', '2026-02-18', 1, ['2026-02-24', false]],
    ['to the make-up Saturday after it', '2026-02-27', 1, ['2026-02-28', false]],
    ['past that Saturday', '2026-02-28', 1, ['2026-03-02', false]],
    // National Day 2025 with the Mid-autumn Festival: off from 1 to 8 October, at work on 28 September and 11 October.
    ['a make-up Sunday', '2025-09-26', 1, ['2025-09-28', false]],
    ['five days over National Day', '2025-09-29', 5, ['2025-10-13', false]],
    // Year ends.
    ['over New Year 2026, with its make-up Sunday', '2025-12-31', 1, ['2026-01-04', false]],
    ['over New Year 2025', '2024-12-31', 1, ['2025-01-02', false]],
    ['into a year that is not announced', '2026-12-31', 1, ['2027-01-04', true]],
    ['the last announced day', '2026-12-30', 1, ['2026-12-31', false]],
    // Leap year.
    ['to the leap day', '2024-02-28', 1, ['2024-02-29', false]],
    ['past the leap day', '2024-02-29', 1, ['2024-03-01', false]],
    // Backwards, and nothing at all.
    ['backwards over the festival', '2026-02-24', -1, ['2026-02-14', false]],
    ['backwards over National Day', '2025-10-09', -3, ['2025-09-28', false]],
    ['no day', '2026-02-15', 0, ['2026-02-15', false]],
    ['into a year that is missing', '2027-12-31', 1, ['year-missing', 2028]],
    ['backwards into a year that is missing', '2024-01-02', -1, ['year-missing', 2023]],
  ])('%s', (_, from, count, expected) => {
    expect(after(from, count)).toEqual(expected);
  });

  test('a missing year is an error, never weekdays', () => {
    const calendar = NOTICES.filter(({ year }) => year !== 2026);
    expect(after('2025-12-31', 1, calendar)).toEqual(['year-missing', 2026]);
    expect(isWorkingDay(calendar, '2026-03-03')).toEqual({ ok: false, error: { code: 'year-missing', year: 2026 } });
  });

  test('working days between two days: the first does not count, the last does', () => {
    const between = (from: string, to: string) => workingDaysBetween(NOTICES, from, to);
    expect(between('2026-02-13', '2026-03-02')).toEqual({ ok: true, value: { workingDays: 7, provisional: false } });
    expect(between('2026-03-02', '2026-02-13')).toEqual({ ok: true, value: { workingDays: -7, provisional: false } });
    expect(between('2026-03-02', '2026-03-02')).toEqual({ ok: true, value: { workingDays: 0, provisional: false } });
    expect(between('2026-12-31', '2027-01-04')).toEqual({ ok: true, value: { workingDays: 1, provisional: true } });
    expect(between('2027-12-31', '2028-01-01')).toEqual({ ok: false, error: { code: 'year-missing', year: 2028 } });
  });

  test('a term ends at midnight in China after its last working day', () => {
    const morning = startOfDay('2026-09-30') + 9 * 3_600_000;
    const end = startOfDay('2026-10-10') + DAY;
    expect(deadlineAfter(NOTICES, morning, 3)).toEqual({
      ok: true,
      value: { day: '2026-10-10', end, provisional: false },
    });
    // 23:59 in China on 30 September is still that day.
    expect(deadlineAfter(NOTICES, startOfDay('2026-10-01') - 60_000, 3)).toMatchObject({ value: { end } });
  });

  test('an imported notice takes the place of the provisional year', () => {
    const notice = { year: 2027, document: '示例', provisional: false, holidays: ['2027-01-04'], workdays: [] };
    const calendar = withYear(NOTICES, notice);
    expect(calendar.map(({ year }) => year)).toEqual([2024, 2025, 2026, 2027]);
    expect(after('2026-12-31', 1, calendar)).toEqual(['2027-01-01', false]);
  });

  test('a notice names days of its year once, and make-up days only at weekends', () => {
    const notice = { year: 2027, document: '示例', provisional: false, holidays: [], workdays: [] };
    const isNotice = (changes: object) => v.is(calendarYearSchema, { ...notice, ...changes });
    expect(isNotice({})).toBe(true);
    expect(isNotice({ workdays: ['2027-02-20'] })).toBe(true);
    expect(isNotice({ workdays: ['2027-02-19'] })).toBe(false);
    expect(isNotice({ holidays: ['2028-01-01'] })).toBe(false);
    expect(isNotice({ holidays: ['2027-02-20'], workdays: ['2027-02-20'] })).toBe(false);
    expect(isNotice({ holidays: ['2027-02-30'] })).toBe(false);
    expect(isNotice({ holidays: ['2027-01-01', '2027-01-01'] })).toBe(false);
    expect(NOTICES.every((year) => v.is(calendarYearSchema, year))).toBe(true);
  });
});
