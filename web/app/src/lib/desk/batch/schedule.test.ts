import { dayOf, HOUR, startOfDay } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { isComplete, windowsOf } from './schedule.ts';

const plan = { day: '2026-11-27', from: '09:30', minutes: 60, perDay: 2 };
const isWeekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

test('inspections follow one another and go on with the next working day', () => {
  const windows = windowsOf(5, plan, isWeekday);
  expect(windows.map(({ from }) => dayOf(from))).toEqual([
    '2026-11-27',
    '2026-11-27',
    '2026-11-30',
    '2026-11-30',
    '2026-12-01',
  ]);
  const nine = startOfDay('2026-11-27') + 9.5 * HOUR;
  expect(windows.slice(0, 2)).toEqual([
    { from: nine, to: nine + HOUR },
    { from: nine + HOUR, to: nine + 2 * HOUR },
  ]);
});

test('a calendar without working days plans nothing', () => {
  expect(windowsOf(3, plan, () => false)).toEqual([]);
});

test.each([
  [{}, true],
  [{ day: '' }, false],
  [{ from: '9:30' }, false],
  [{ perDay: 0 }, false],
  [{ minutes: 5 }, false],
  [{ from: '20:00', perDay: 4 }, true],
  [{ from: '20:00', perDay: 5 }, false],
])('a plan with %o is complete: %s', (changes, expected) => {
  expect(isComplete({ ...plan, ...changes })).toBe(expected);
});
