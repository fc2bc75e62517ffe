import * as v from 'valibot';
import { expect, test } from 'vitest';
import { HOUR, startOfDay } from '../kernel/instant.ts';
import { awayDuring, isAwayOn, leaveTermsSchema } from './leave.ts';

const terms = { officer: 'O62062300001', from: '2028-02-28', to: '2028-02-29', kind: 'annual' };
const read = (changes: object) => v.safeParse(leaveTermsSchema, { ...terms, ...changes }).success;

test('a leave has both its days, in a leap year too, and no more than a year', () => {
  expect(read({})).toBe(true);
  expect(read({ to: '2028-02-28' })).toBe(true);
  expect(read({ to: '2028-02-27' })).toBe(false);
  expect([read({ to: '2029-02-27' }), read({ to: '2029-02-28' })]).toEqual([true, false]);
  expect(read({ kind: 'other' })).toBe(false);
});

test('an officer is away from the first day to the last, the day before and after not', () => {
  const leave = v.parse(leaveTermsSchema, terms);
  const days = ['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01'];
  expect(days.map((day) => isAwayOn([leave], leave.officer, day))).toEqual([false, true, true, false]);
  expect(isAwayOn([leave], 'O62062300002', '2028-02-28')).toBe(false);
  const during = (from: string, hours: number) =>
    awayDuring([leave], leave.officer, { from: startOfDay(from), to: startOfDay(from) + hours * HOUR }).length;
  // A window that ends at midnight does not touch the next day.
  expect([
    during('2028-02-27', 24),
    during('2028-02-27', 25),
    during('2028-02-29', 3),
    during('2028-03-01', 3),
  ]).toEqual([0, 1, 1, 0]);
});
