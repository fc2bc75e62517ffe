import * as v from 'valibot';
import { expect, test } from 'vitest';
import { anApplication, aVisit, someFacts } from '../../../test/builders.ts';
import { DAY, HOUR, startOfDay } from '../../kernel/instant.ts';
import { agencyIdSchema } from '../../registry/agency.ts';
import type { Visit } from '../facts.ts';
import { withinPace } from './pace.ts';

const at = (day: string, changes: Partial<Visit> = {}): Visit => {
  const from = startOfDay(day) + 9 * HOUR;
  return aVisit({ window: { from, to: from + HOUR }, state: 'issued', endedAt: null, outcome: null, ...changes });
};
const spans = (day: string, ...visits: Visit[]): string[] => {
  const from = startOfDay(day) + 14 * HOUR;
  const application = anApplication({ window: { from, to: from + HOUR } });
  return withinPace(application, someFacts({ visits })).map(({ evidence }) => `${evidence.span} ${evidence.used}`);
};

// 30 November 2026 is a Monday.
test.each([
  ['nothing else', '2026-11-30', [], []],
  ['the day before, in the week before', '2026-11-30', ['2026-11-29'], []],
  ['the same day', '2026-11-30', ['2026-11-30'], ['day 1']],
  ['the day after', '2026-11-30', ['2026-12-01'], []],
  ['two in the week, from Monday', '2026-12-03', ['2026-11-30', '2026-12-06'], ['week 2']],
  ['two in the week, one on Sunday before', '2026-12-03', ['2026-11-29', '2026-12-06'], []],
  ['two in the week, one on Monday after', '2026-12-03', ['2026-11-30', '2026-12-07'], []],
  ['three in the month', '2026-11-30', ['2026-11-01', '2026-11-09', '2026-11-17'], ['month 3']],
  ['three, one in the month before', '2026-11-30', ['2026-10-31', '2026-11-09', '2026-11-17'], []],
  ['a week over New Year', '2027-01-01', ['2026-12-28', '2026-12-31'], ['week 2']],
  ['the leap day in its month', '2028-02-29', ['2028-02-01', '2028-02-08', '2028-02-15'], ['month 3']],
  ['the day after the leap day in the next', '2028-03-01', ['2028-02-08', '2028-02-15', '2028-02-29'], []],
])('[FREQ-4] %s', (_, day, others, expected) => {
  expect(spans(day, ...others.map((other) => at(other)))).toEqual(expected);
});

test('[FREQ-4] all agencies count, a joint inspection once, and what did not take place not at all', () => {
  const other = { agency: v.parse(agencyIdSchema, '620623-YJGL'), agencyName: '应急管理局' };
  expect(spans('2026-11-30', at('2026-11-30', other))).toEqual(['day 1']);
  const joint = { joint: 'J1' };
  expect(spans('2026-12-03', at('2026-11-30', joint), at('2026-11-30', { ...other, ...joint }))).toEqual([]);
  for (const state of ['applied', 'rejected', 'withdrawn', 'refused', 'lapsed']) {
    expect(spans('2026-11-30', at('2026-11-30', { state }))).toEqual([]);
  }
  expect(spans('2026-11-30', at('2026-11-30', { type: 'special', source: 'deployed' }))).toEqual([]);
});

test('[FREQ-4] a visit stands for the day on which it ended', () => {
  const visit = at('2026-11-29', { state: 'recorded', endedAt: startOfDay('2026-11-29') + DAY + HOUR });
  expect(spans('2026-11-30', visit)).toEqual(['day 1']);
});

test('[FREQ-4] the finding names the agencies and blocks nothing', () => {
  const application = anApplication();
  const [found] = withinPace(application, someFacts({ visits: [at('2026-11-24')] }));
  expect(found).toMatchObject({
    code: 'pace-exceeded',
    severity: 'alert',
    evidence: { span: 'day', most: 1, used: 1 },
  });
  expect(found?.evidence.agencies).toEqual([aVisit().agencyName]);
});
