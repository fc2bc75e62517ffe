import { expect, test } from 'vitest';
import { anEnterprise } from '../../test/builders.ts';
import { inWhoseName } from './agency.ts';
import { premisesOf } from './enterprise-details.ts';
import { type GradeChange, gradeOn } from './grade-history.ts';
import { lastDayOf, type WhitelistEntry, whitelistEntryWithin, whitelistStateOn } from './whitelist.ts';

const change = (grade: GradeChange['grade'], from: string, at = 0): GradeChange => ({
  grade,
  from,
  source: '年度评定',
  at,
  by: 'clerk',
});

test.each([
  ['2025-12-31', undefined],
  ['2026-01-01', 'C'],
  ['2026-06-30', 'C'],
  ['2026-07-01', 'A'],
  ['2027-01-01', 'A'],
])('a grade change in mid-year keeps the grade before it: on %s %s', (day, grade) => {
  const history = [change('A', '2026-07-01'), change('C', '2026-01-01')];
  expect(gradeOn(history, day)).toBe(grade);
  expect(gradeOn([...history].reverse(), day)).toBe(grade);
});

test('of two changes from one day the one entered later holds', () => {
  expect(gradeOn([change('B', '2026-01-01', 2), change('D', '2026-01-01', 1)], '2026-05-01')).toBe('B');
});

const entry = (changes: Partial<WhitelistEntry> = {}): WhitelistEntry => ({
  id: '1',
  from: '2026-03-01',
  until: '2026-09-30',
  condition: '两年无违法记录',
  document: '天营商办〔2026〕3号',
  at: 0,
  by: 'clerk',
  removed: null,
  ...changes,
});

test.each([
  ['the day before it begins', '2026-02-28', {}, false],
  ['on its first day', '2026-03-01', {}, true],
  ['on its last day', '2026-09-30', {}, true],
  ['the day after', '2026-10-01', {}, false],
  ['the day before its removal', '2026-06-30', { removed: { on: '2026-07-01', reason: '处罚', at: 0, by: 'a' } }, true],
  ['on the day of its removal', '2026-07-01', { removed: { on: '2026-07-01', reason: '处罚', at: 0, by: 'a' } }, false],
])('a whitelist entry %s', (_, day, changes, expected) => {
  expect(whitelistEntryWithin([entry(changes)], day, day) !== undefined).toBe(expected);
  const before = entry({ from: '2020-01-01', until: '2020-12-31' });
  expect(whitelistEntryWithin([before, entry(changes)], day, day) !== undefined).toBe(expected);
});

const removedOn = (on: string) => ({ removed: { on, reason: '处罚', at: 0, by: 'a' } });

test.each([
  ['before it begins', '2026-02-28', {}, 'coming'],
  ['while it holds', '2026-03-01', {}, 'current'],
  ['after its last day', '2026-10-01', {}, 'ended'],
  ['on the day of its removal', '2026-07-01', removedOn('2026-07-01'), 'ended'],
  ['removed before it began, before that day', '2026-01-01', removedOn('2026-02-01'), 'ended'],
  ['with a removal that comes later', '2026-06-30', removedOn('2026-07-01'), 'current'],
])('[WL-1] the state of a whitelist entry %s', (_, day, changes, expected) => {
  expect(whitelistStateOn(entry(changes), day)).toBe(expected);
});

test('[WL-1] a removal is the end of an entry, unless the entry had ended before', () => {
  expect(lastDayOf(entry())).toBe('2026-09-30');
  expect(lastDayOf(entry(removedOn('2026-07-01')))).toBe('2026-06-30');
  expect(lastDayOf(entry(removedOn('2026-12-01')))).toBe('2026-09-30');
});

test('the registered address is the first of the premises', () => {
  const kitchen = { id: 'P1', name: '中央厨房', address: '打柴沟镇', region: '620623101' };
  const enterprise = anEnterprise();
  expect(premisesOf(enterprise, { premises: [kitchen] })).toEqual([
    { id: 'P0', name: enterprise.name, address: enterprise.address, region: enterprise.region },
    kitchen,
  ]);
});

test('[QUAL-2] an entrusted organisation acts in the name of the agency that entrusts it', () => {
  const ref = { id: '620623-NYNC01', name: '动物卫生监督所' } as Parameters<typeof inWhoseName>[0];
  const principal = { id: '620623-NYNC', name: '农业农村局' } as NonNullable<typeof ref.principal>;
  expect(inWhoseName(ref)).toEqual({ id: ref.id, name: ref.name });
  expect(inWhoseName({ ...ref, principal })).toEqual(principal);
});
