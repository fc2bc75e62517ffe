import { HOUR, startOfDay } from '@liangma/shared/kernel/instant';
import type { QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';
import type { TaskRow } from '@liangma/shared/tasks/task-list';
import { expect, test } from 'vitest';
import { anOfficer } from '../../../../../../shared/test/builders.ts';
import { calendarDay, daysOfView, linesOf, linesWith, neighbour } from './calendar-grid.ts';

const notice = {
  year: 2026,
  document: '国办发明电',
  provisional: false,
  holidays: ['2026-10-01'],
  workdays: ['2026-10-10'],
};

test('a week begins on Monday, a month has its own length, in a leap year too', () => {
  expect(daysOfView('week', '2026-12-06')).toEqual(daysOfView('week', '2026-11-30'));
  expect(daysOfView('week', '2026-12-01')[0]).toBe('2026-11-30');
  expect(['2026-02-11', '2028-02-11', '2026-12-31'].map((day) => daysOfView('month', day).length)).toEqual([
    28, 29, 31,
  ]);
  expect(neighbour('month', '2026-12-31', 1)).toBe('2027-01-01');
  expect(neighbour('week', '2026-12-01', -1)).toBe('2026-11-29');
});

test('a day is what the working calendar says, never guessed', () => {
  const days = ['2026-09-30', '2026-10-01', '2026-10-10', '2026-10-11', '2027-01-04'];
  expect(days.map((day) => calendarDay(day, [notice], [], '620623').kind)).toEqual([
    'working',
    'holiday',
    'make-up',
    'weekend',
    'unknown',
  ]);
});

test('[QUIET-1] a quiet day of the region, of a region around it or within it is named', () => {
  const days = { kind: 'span', from: '2026-06-05', to: '2026-06-10' } as const;
  const period = (region: string) =>
    ({ name: region, region, days, from: '2026-01-01', until: null }) as unknown as QuietPeriod;
  const periods = ['62', '620623101', '620622'].map(period);
  expect(calendarDay('2026-06-05', [notice], periods, '620623').quiet).toEqual(['62', '620623101']);
  expect(calendarDay('2026-06-11', [notice], periods, '620623').quiet).toEqual([]);
});

test('[QUAL-3] an officer is free, busy, or away: left, suspended, without a certificate', () => {
  const officer = anOfficer(1);
  const certificate = { ...officer.certificate, validFrom: '2026-12-01', validTo: '2026-12-03' };
  const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
  // A period over midnight occupies both days.
  const window = { from: startOfDay('2026-12-01') + 20 * HOUR, to: startOfDay('2026-12-02') + HOUR };
  const task = {
    window,
    officers: [{ id: officer.id }],
    enterprise: { name: '甲店', township: '打柴沟镇' },
  } as unknown as TaskRow;
  const states = (changes: object) =>
    linesOf([{ ...officer, certificate, ...changes }], [task], days)[0]?.cells.map(({ state }) => state);
  expect(states({})).toEqual(['uncertified', 'busy', 'busy', 'free', 'uncertified']);
  expect(states({ leftOn: '2026-12-02' })).toEqual(['uncertified', 'busy', 'left', 'left', 'left']);
  expect(states({ suspended: true })).toEqual(days.map(() => 'suspended'));
  const lines = linesOf([officer, anOfficer(2)], [task], days);
  expect(linesWith(lines, '打柴沟 甲').map((line) => line.officer.id)).toEqual([officer.id]);
  expect(linesWith(lines, '')).toHaveLength(2);
});
