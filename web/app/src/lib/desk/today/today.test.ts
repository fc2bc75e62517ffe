import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import type { TaskRow } from '@liangma/shared/tasks/task-list';
import { expect, test } from 'vitest';
import { anOfficer, NOW } from '../../../../../../shared/test/builders.ts';
import { today } from './today.ts';

const TODAY = '2026-11-24';
const AGENCY = '620623-SCJG';
const lists = { applied: [], rejected: [], open: [], officers: [] };
const open = (id: string, from: number, to: number) =>
  ({ id, window: { from, to }, agency: { id: AGENCY }, partners: [] }) as unknown as TaskRow;
const rejected = (id: string, at: number) => ({ id, rejectedAt: at }) as unknown as TaskRow;

test('inspections that touch the day are listed, earliest first', () => {
  const tasks = [
    open('later', NOW + 4 * HOUR, NOW + 5 * HOUR),
    open('earlier', NOW, NOW + HOUR),
    open('over-midnight', NOW - 12 * HOUR, NOW - 8 * HOUR),
    open('tomorrow', NOW + DAY, NOW + DAY + HOUR),
    open('yesterday', NOW - DAY, NOW - DAY + HOUR),
  ];
  expect(today({ ...lists, open: tasks }, TODAY, AGENCY).onSite.map(({ id }) => id)).toEqual([
    'over-midnight',
    'earlier',
    'later',
  ]);
});

test('a rejection is listed for a week', () => {
  const tasks = [rejected('new', NOW - 6 * DAY), rejected('old', NOW - 8 * DAY)];
  expect(today({ ...lists, rejected: tasks }, TODAY, AGENCY).rejected.map(({ id }) => id)).toEqual(['new']);
});

test('a returned application is not listed after it was made again', () => {
  const again = { ...open('again', NOW, NOW + HOUR), replaces: 'returned' } as unknown as TaskRow;
  const tasks = [rejected('returned', NOW), rejected('other', NOW)];
  expect(today({ ...lists, applied: [again], rejected: tasks }, TODAY, AGENCY).rejected.map(({ id }) => id)).toEqual([
    'other',
  ]);
});

test('officers whose certificate ends within thirty days, or has ended, are counted', () => {
  const until = (n: number, validTo: string) => anOfficer(n, { certificate: { ...anOfficer(n).certificate, validTo } });
  const officers = [until(1, '2026-12-24'), until(2, '2026-12-25'), until(3, '2026-11-20')];
  expect(today({ ...lists, officers }, TODAY, AGENCY).renewals).toBe(2);
});

test('[QUAL-4] joint inspections of others are counted while they wait for the own agreement, apart from the own ones', () => {
  const joint = (agency: string, agreement: string) => ({
    ...open(`${agency} ${agreement}`, NOW, NOW + HOUR),
    agency: { id: agency },
    partners: [{ id: AGENCY, agreement }],
  });
  const applied = [
    open('own', NOW, NOW + HOUR),
    ...['waiting', 'outdated', 'agreed', 'declined'].map((agreement) => joint('620623-YJGL', agreement)),
  ] as unknown as TaskRow[];
  const found = today({ ...lists, applied }, TODAY, AGENCY);
  expect([found.waiting.map(({ id }) => id), found.toJoin]).toEqual([['own'], 2]);
});
