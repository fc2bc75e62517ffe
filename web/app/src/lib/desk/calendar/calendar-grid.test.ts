import { HOUR, startOfDay } from '@liangma/shared/kernel/instant';
import type { QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';
import type { CalendarVisit } from '@liangma/shared/tasks/calendar';
import { expect, test } from 'vitest';
import { anOfficer } from '../../../../../../shared/test/builders.ts';
import { agencyLines, calendarDay, daysOfView, linesOf, linesWith, neighbour, townshipsOf } from './calendar-grid.ts';

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
  const visit = {
    window,
    agency: { id: officer.agency, name: '市场监管局' },
    officers: [{ id: officer.id }],
    enterprise: { name: '甲店', township: '打柴沟镇' },
  } as unknown as CalendarVisit;
  const leaves = [{ officer: officer.id, from: '2026-12-03', to: '2026-12-03' }];
  const states = (changes: object) =>
    linesOf({ officers: [{ ...officer, certificate, ...changes }], visits: [visit], leaves: [] }, days)[0]?.cells.map(
      ({ state }) => state,
    );
  expect(states({})).toEqual(['uncertified', 'busy', 'busy', 'free', 'uncertified']);
  expect(states({ leftOn: '2026-12-02' })).toEqual(['uncertified', 'busy', 'left', 'left', 'left']);
  expect(states({ suspended: true })).toEqual(days.map(() => 'suspended'));
  const booked = { officers: [officer, anOfficer(2)], visits: [visit], leaves };
  const lines = linesOf(booked, days);
  expect(lines[0]?.cells.map(({ state }) => state)).toEqual(['free', 'busy', 'busy', 'away', 'free']);
  expect(linesWith(lines, '打柴沟 甲').map((line) => line.officer.id)).toEqual([officer.id]);
  expect(linesWith(lines, '')).toHaveLength(2);

  const agencies = [
    { id: officer.agency, name: '市场监管局' },
    { ...visit.agency, id: '620623-YJGL' as typeof officer.agency, name: '应急管理局' },
  ];
  const filter = { agency: '', township: '', text: '' };
  const counties = agencyLines({ ...booked, agencies }, days, filter);
  expect(
    counties.map(({ agency, cells }) => [agency.name, cells.map(({ visits, free }) => [visits.length, free.length])]),
  ).toEqual([
    [
      '市场监管局',
      [
        [0, 2],
        [1, 1],
        [1, 1],
        [0, 1],
        [0, 2],
      ],
    ],
    ['应急管理局', days.map(() => [0, 0])],
  ]);
  const named = (changes: object) =>
    agencyLines({ ...booked, agencies }, days, { ...filter, ...changes }).map(({ agency }) => agency.name);
  expect(named({ township: '打柴沟镇' })).toEqual(['市场监管局']);
  expect(named({ text: '乙店' })).toEqual([]);
  expect(named({ agency: '620623-YJGL' })).toEqual(['应急管理局']);
  expect(townshipsOf(booked.visits)).toEqual(['打柴沟镇']);
});
