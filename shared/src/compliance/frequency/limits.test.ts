/** FREQ-1 in every published shape, and FREQ-3: decision tables with the day or number before, on and after. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  aMatter,
  anAgency,
  anApplication,
  anEnterprise,
  aReference,
  aVisit,
  someFacts,
} from '../../../test/builders.ts';
import { HOUR, startOfDay } from '../../kernel/instant.ts';
import { type Amount, flatCap, gradeCap, type Limit, limitOf, NO_CAP } from '../../matters/cap.ts';
import { type AgencyId, agencyIdSchema } from '../../registry/agency.ts';
import type { Application } from '../../tasks/task.ts';
import type { Facts, Visit } from '../facts.ts';
import { exemptWithinReason, nthThisYear, underCap } from '../frequency.ts';

const agency = (id: string): AgencyId => v.parse(agencyIdSchema, id);
const CITY = { agency: agency('6206-SCJG'), line: 'SCJG', level: 'prefecture' } as const;
const OTHER_LINE = { agency: agency('620623-YJGL'), line: 'YJGL', level: 'county' } as const;

const flat = (perYear: number): Amount => ({ by: 'flat', perYear });
const capped = (...limits: Limit[]) => [aMatter('M901', { cap: { ...NO_CAP, limits } }), aMatter('M902')];
const visits = (n: number, changes: Partial<Visit> = {}): Visit[] => Array.from({ length: n }, () => aVisit(changes));
const on = (day: string, hour = 9): Partial<Visit> => {
  const from = startOfDay(day) + hour * HOUR;
  return { window: { from, to: from + 4 * HOUR }, endedAt: null, outcome: null };
};

const judge = (facts: Partial<Facts>, application: Partial<Application> = {}): string[] =>
  underCap(anApplication(application), someFacts(facts)).map(({ code }) => code);

describe('one limit', () => {
  test.each<[string, Limit, Visit[], string[]]>([
    ['flat, one left', limitOf(flat(2)), visits(1), []],
    ['flat, none left', limitOf(flat(2)), visits(2), ['cap-reached']],
    ['no inspection at all', limitOf(flat(0)), [], ['cap-reached']],
    [
      'all matters: another matter counts',
      limitOf(flat(2), { matters: 'all' }),
      visits(2, { matters: [] }),
      ['cap-reached'],
    ],
    ['all matters: another agency does not', limitOf(flat(2), { matters: 'all' }), visits(2, CITY), []],
    [
      'matters together: the other one counts',
      limitOf(flat(2), { matters: [aMatter('M902').id] }),
      [aVisit(), aVisit({ matters: [aMatter('M902').id] })],
      ['cap-reached'],
    ],
    [
      'matters together: a third one does not',
      limitOf(flat(2), { matters: [aMatter('M902').id] }),
      [aVisit(), aVisit({ matters: [aMatter('M903').id] })],
      [],
    ],
    ['own agency alone', limitOf(flat(2)), [aVisit(), aVisit(CITY)], []],
    [
      'levels together: city and county',
      limitOf(flat(2), { agencies: ['prefecture', 'county'] }),
      [aVisit(), aVisit(CITY)],
      ['cap-reached'],
    ],
    [
      'levels together: another line of work',
      limitOf(flat(2), { agencies: ['prefecture', 'county'] }),
      [aVisit(), aVisit(OTHER_LINE)],
      [],
    ],
    ['levels together: a level not named', limitOf(flat(1), { agencies: ['province', 'prefecture'] }), visits(3), []],
    ['each level: the city does not use up the county’s', limitOf(flat(1), { agencies: 'level' }), [aVisit(CITY)], []],
    [
      'each level: another agency of the level and line does',
      limitOf(flat(1), { agencies: 'level' }),
      [aVisit({ agency: agency('620622-SCJG') })],
      ['cap-reached'],
    ],
    [
      'by level of the agency',
      limitOf({ by: 'level', perYear: { county: 1, prefecture: 3 } }),
      visits(1),
      ['cap-reached'],
    ],
    ['by level: none for the county', limitOf({ by: 'level', perYear: { prefecture: 1 } }), visits(9), []],
    ['督导检查 apart', limitOf(flat(1), { counts: 'supervisory' }), visits(3), []],
    [
      'planned only: a case does not use it up',
      limitOf(flat(1), { counts: 'planned' }),
      visits(2, { type: 'case', source: 'complaint' }),
      [],
    ],
    [
      'planned only: the annual plan does, whatever it is called',
      limitOf(flat(1), { counts: 'planned' }),
      visits(1, { type: 'case', source: 'annual-plan' }),
      ['cap-reached'],
    ],
    ['grades as needed', limitOf(flat(1), { exceptGrades: ['B'] }), visits(3), []],
    ['other grades limited', limitOf(flat(1), { exceptGrades: ['D', 'E'] }), visits(1), ['cap-reached']],
  ])('[FREQ-1] %s', (_, limit, used, expected) => {
    expect(judge({ matters: capped(limit), visits: used })).toEqual(expected);
  });

  test('[FREQ-1] a limit over all matters binds inspections of others only where the list says so', () => {
    const other = { matters: [aMatter('M902').id] };
    const limited = (binds: Limit['binds']) => [
      aMatter('M901', { cap: { ...NO_CAP, limits: [limitOf(flat(1), { matters: 'all', binds })] } }),
      aMatter('M902', { cap: NO_CAP }),
    ];
    expect(judge({ matters: limited('list'), visits: visits(1) }, other)).toEqual(['cap-reached']);
    expect(judge({ matters: limited('matter'), visits: visits(1) }, other)).toEqual([]);
    const ended = limited('list').map((matter) => ({ ...matter, validTo: '2026-11-23' }));
    expect(judge({ matters: ended, visits: visits(1) }, other)).toEqual([]);
  });

  test('[FREQ-1] each of several limits holds by itself: two a level, four together', () => {
    const limits = [
      limitOf(flat(2), { matters: 'all', agencies: 'level' }),
      limitOf(flat(4), { matters: 'all', agencies: ['prefecture', 'county'] }),
    ];
    const reached = (county: number, city: number) =>
      judge({ matters: capped(...limits), visits: [...visits(county), ...visits(city, CITY)] }).length;
    expect([reached(1, 2), reached(1, 3), reached(2, 1), reached(2, 2)]).toEqual([0, 1, 1, 2]);
  });

  test('[FREQ-1] sources that the list does not limit count for nothing', () => {
    const exempt = [limitOf(flat(1), { exempt: ['complaint'] })];
    const complaint = { type: 'case', source: 'complaint', reference: aReference() } as const;
    const request = { ...complaint, source: 'own-request' } as const;
    const facts = { matters: capped(...exempt), visits: visits(1) };
    expect(judge(facts, complaint)).toEqual([]);
    expect(judge(facts, request)).toEqual(['cap-reached']);
    expect(judge({ ...facts, visits: visits(3, complaint) })).toEqual([]);
    expect(judge({ ...facts, visits: visits(3, request) })).toEqual(['cap-reached']);
  });

  test('[FREQ-2] all inspections of the year count for the reasonable number, over the reach of the limit', () => {
    const complaint = { type: 'case', source: 'complaint', reference: aReference() } as const;
    const matters = capped(limitOf(flat(1), { matters: 'all', agencies: ['prefecture', 'county'] }));
    const alerts = (used: Visit[]) =>
      exemptWithinReason(anApplication(complaint), someFacts({ matters, visits: used }));
    const three = [aVisit(complaint), aVisit(CITY), aVisit({ ...CITY, matters: [] })];
    expect(alerts(three.slice(1))).toEqual([]);
    expect(alerts(three)).toMatchObject([{ code: 'exempt-beyond-reason', evidence: { used: 3, limit: 3 } }]);
  });
});

describe('facts that are missing', () => {
  const STANDARD = { by: 'mark', scale: '标准化等级', perYear: [] } as const;
  const marked = limitOf({
    ...STANDARD,
    perYear: [
      { value: '一级', perYear: 1 },
      { value: '未定级', perYear: 3 },
    ],
  });

  test.each([
    ['known, below', { 标准化等级: '一级' }, 0, []],
    ['known, reached', { 标准化等级: '一级' }, 1, ['cap-reached']],
    ['known on another class', { 标准化等级: '未定级' }, 2, []],
    ['unknown, below the lowest', {}, 0, []],
    ['unknown, between', {}, 1, ['cap-unsure']],
    ['unknown, above the highest', {}, 3, ['cap-reached']],
    ['a class that the list does not name', { 标准化等级: '特级' }, 1, ['cap-unsure']],
  ])('[FREQ-1] a number by another scale: %s', (_, marks, used, expected) => {
    expect(judge({ matters: capped(marked), marks: marks as Record<string, string>, visits: visits(used) })).toEqual(
      expected,
    );
  });

  test('[FREQ-1] a grade that the scale of the list lacks is said, never guessed', () => {
    const matters = [aMatter('M901', { cap: gradeCap({ A: 1, C: 3 }) })];
    const facts = { matters, enterprise: anEnterprise({ grade: 'E' }) };
    expect(judge({ ...facts, visits: [] })).toEqual([]);
    expect(judge({ ...facts, visits: visits(1) })).toEqual(['cap-unsure']);
    expect(judge({ ...facts, visits: visits(9) })).toEqual(['cap-unsure']);
  });

  test.each([
    ['no penalty the year before', { 2025: false }, ['cap-reached']],
    ['a penalty the year before', { 2025: true }, []],
    ['nothing known', {}, ['cap-unsure']],
    ['another year known', { 2024: false }, ['cap-unsure']],
  ])('[FREQ-1] a limit on condition: %s', (_, penalised, expected) => {
    const matters = capped(limitOf(flat(1), { condition: 'no-penalty-before' }));
    expect(judge({ matters, penalised: penalised as Record<string, boolean>, visits: visits(1) })).toEqual(expected);
  });

  test.each([
    ['one place of business', 1, [null], ['cap-reached']],
    ['number unknown, place of the visit unknown', null, [null], ['cap-unsure']],
    ['several, place of the visit unknown', 2, [null], ['cap-unsure']],
    ['several, place of this one unknown', 2, ['P1'], ['cap-unsure']],
  ])('[FREQ-1] a limit for each place: %s', (_, premises, places, expected) => {
    const matters = capped(limitOf(flat(1), { per: 'premises' }));
    const used = places.map((place) => aVisit({ premises: place as string | null }));
    expect(judge({ matters, premises, visits: used })).toEqual(expected);
  });

  test('[FREQ-1] a limit for each place counts its own place alone', () => {
    const matters = capped(limitOf(flat(1), { per: 'premises' }));
    const facts = { matters, premises: 2, visits: [aVisit({ premises: 'P1' })] };
    const at = (premises: string) => ({ premises }) as Partial<Application>;
    expect(judge(facts, at('P1'))).toEqual(['cap-reached']);
    expect(judge(facts, at('P2'))).toEqual([]);
  });
});

describe('time', () => {
  test.each([
    ['the last hour of the year before', '2025-12-31', '2026-03-02', []],
    ['the first hour of the year', '2026-01-01', '2026-03-02', ['cap-reached']],
    ['the leap day', '2028-02-29', '2028-12-31', ['cap-reached']],
    ['the leap day of the year before', '2028-02-29', '2029-01-01', []],
    ['the last day of the year', '2026-12-31', '2026-12-31', ['cap-reached']],
  ])('[FREQ-1] a visit on %s', (_, visited, asked, expected) => {
    const used = [aVisit(on(visited, 0)), aVisit(on(visited, 23))].map((visit) => ({ ...visit, state: 'issued' }));
    const from = startOfDay(asked) + 8 * HOUR;
    const matters = [aMatter('M901', { cap: flatCap(2) })];
    expect(judge({ matters, visits: used }, { window: { from, to: from + HOUR } })).toEqual(expected);
  });

  test.each([
    ['the day before the change', '2026-06-30', ['cap-reached']],
    ['the day of the change', '2026-07-01', []],
    ['the day after', '2026-07-02', []],
  ])('[FREQ-1] the grade on the day of the inspection counts: %s', (_, day, expected) => {
    const from = startOfDay(day) + 8 * HOUR;
    const grades = [
      { grade: 'A', from: '2025-01-01', at: 1, source: '年度评定' },
      { grade: 'C', from: '2026-07-01', at: 2, source: '年度评定' },
    ] as const;
    const facts = { matters: [aMatter('M901', { cap: gradeCap({ A: 1, C: 3 }) })], grades, visits: visits(2) };
    expect(judge(facts, { window: { from, to: from + HOUR } })).toEqual(expected);
  });
});

describe('in whose name', () => {
  const entrusted = anAgency({
    id: agency('620623100-SCJG'),
    kind: 'entrusted',
    entrustment: {
      agency: agency('620623-SCJG'),
      document: '示例',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      filedWithJudicial: '2026-01-01',
      filedWithSuperior: '2026-01-01',
      published: '2026-01-01',
    },
  });
  const byEntrusted = { agency: entrusted.id, principal: agency('620623-SCJG') };

  test('[FREQ-1] inspections of an entrusted organisation count to the entrusting agency, and the other way', () => {
    const matters = [aMatter('M901', { cap: flatCap(2) })];
    const both = [aVisit(), aVisit(byEntrusted)];
    expect(judge({ matters, visits: both })).toEqual(['cap-reached']);
    expect(judge({ matters, visits: both, agency: entrusted })).toEqual(['cap-reached']);
    expect(judge({ matters, visits: [aVisit(byEntrusted)] })).toEqual([]);
  });

  test('[NOT-1] the n-th is counted in the name of the entrusting agency', () => {
    const facts = { visits: [aVisit(), aVisit(byEntrusted)] };
    expect(nthThisYear(anApplication(), { ...facts, agency: { id: agency('620623-SCJG') } })).toBe(3);
    const acting = { id: entrusted.id, principal: { id: agency('620623-SCJG') } };
    expect(nthThisYear(anApplication(), { ...facts, agency: acting })).toBe(3);
  });
});

test('[FREQ-3] a joint inspection counts once, over all agencies and tasks', () => {
  const together = { joint: 'J1' };
  const limit = limitOf(flat(2), { agencies: ['prefecture', 'county'] });
  const joint = [aVisit(together), aVisit({ ...CITY, ...together })];
  expect(judge({ matters: capped(limit), visits: joint })).toEqual([]);
  expect(judge({ matters: capped(limit), visits: [...joint, aVisit({ joint: 'J2' })] })).toEqual(['cap-reached']);
  const facts = { visits: [aVisit(together), aVisit(together)], agency: { id: aVisit().agency } };
  expect(nthThisYear(anApplication(), facts)).toBe(2);
});
