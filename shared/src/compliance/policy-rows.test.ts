/** Policies as dated data: region, day, binding, and what a new row may say. */

import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, FIRST_ROWS } from '../defaults/policy.ts';
import { NOTICES } from '../defaults/working-years.ts';
import { DAY } from '../kernel/instant.ts';
import { POLICY_NAMES, THRESHOLDS, UNITS, valueSchema } from './policy.ts';
import { historyOf, judgeRow, type PolicyRow, policyFor, rowInForce } from './policy-rows.ts';
import { readRules, writeRules } from './rulebook.ts';

const row = (changes: Partial<PolicyRow>): PolicyRow => ({
  id: `${changes.region}-${changes.effectiveFrom}-${changes.at ?? 1}`,
  name: 'longestWindow',
  region: '62',
  effectiveFrom: '2026-01-01',
  value: 5 * DAY,
  binding: false,
  document: '甘司发〔2026〕1号',
  at: 1,
  by: 'a',
  byName: '甲',
  ...changes,
});
const PROVINCE = row({ value: 4 * DAY });
const COUNTY = row({ region: '620623', effectiveFrom: '2026-06-01', value: 3 * DAY });

describe('a policy in force', () => {
  const rows = [...FIRST_ROWS, PROVINCE, COUNTY];
  const days = (region: string, day: string, all: readonly PolicyRow[] = rows) =>
    policyFor(all, region, day).longestWindow / DAY;

  test.each([
    ['before any row of a place: as the store begins', '620623100', '2025-12-31', 5],
    ['the province from its day on', '620623100', '2026-01-01', 4],
    ['the day before the county’s own day', '620623100', '2026-05-31', 4],
    ['the county from its day on', '620623100', '2026-06-01', 3],
    ['the county itself', '620623', '2026-06-02', 3],
    ['another county', '620622', '2026-06-02', 4],
    ['another province', '61', '2026-06-02', 5],
    ['a place that nobody knows', '', '2026-06-02', 5],
  ])('%s', (_, region, day, expected) => {
    expect(days(region, day)).toBe(expected);
  });

  test('the later day wins, then the later entry; the order of rows does not matter', () => {
    const later = row({ effectiveFrom: '2026-03-01', value: 2 * DAY, at: 0 });
    const corrected = row({ value: 6 * DAY, at: 9 });
    for (const all of [[...rows, later, corrected], [corrected, later, ...rows].reverse()]) {
      expect(days('62', '2026-02-01', all)).toBe(6);
      expect(days('62', '2026-03-01', all)).toBe(2);
    }
  });

  test('a county stays strict below a binding province, whichever came first', () => {
    const binding = row({ binding: true, effectiveFrom: '2026-07-01', value: 2 * DAY });
    expect(days('620623', '2026-06-30', [...rows, binding])).toBe(3);
    expect(days('620623', '2026-07-01', [...rows, binding])).toBe(2);
    const looser = row({ ...COUNTY, effectiveFrom: '2026-08-01', value: 30 * DAY });
    expect(days('620623', '2026-08-01', [...rows, binding, looser])).toBe(2);
    const prefecture = row({ region: '6206', effectiveFrom: '2026-07-02', value: DAY });
    expect(days('620623', '2026-08-01', [...rows, binding, prefecture])).toBe(1);
    expect(rowInForce([binding, prefecture], 'longestWindow', '620623', '2026-08-01')?.region).toBe('6206');
  });
});

describe('a new row', () => {
  const wish = { name: 'longestWindow', region: '620623', effectiveFrom: '2026-11-24', value: 3 * DAY } as const;
  const judge = (changes: object, rows: readonly PolicyRow[] = FIRST_ROWS) =>
    judgeRow(rows, { ...wish, ...changes }, '2026-11-24');

  test.each([
    ['as it is', {}, undefined],
    ['from tomorrow', { effectiveFrom: '2026-11-25' }, undefined],
    ['from yesterday', { effectiveFrom: '2026-11-23' }, 'in-the-past'],
    ['at its lowest', { value: DAY }, undefined],
    ['below its lowest', { value: 0 }, 'out-of-bounds'],
    ['above its highest', { value: 31 * DAY }, 'out-of-bounds'],
    ['of half a day', { value: 1.5 * DAY }, 'out-of-bounds'],
  ])('%s', (_, changes, expected) => {
    expect(judge(changes)).toBe(expected);
  });

  test('a value looser than a superior’s binding one is refused, a stricter one is not', () => {
    const binding = [...FIRST_ROWS, row({ binding: true, value: 4 * DAY })];
    expect(judge({ value: 5 * DAY }, binding)).toBe('looser-than-superior');
    expect(judge({ value: 4 * DAY }, binding)).toBeUndefined();
    expect(judge({ value: 3 * DAY }, binding)).toBeUndefined();
    expect(judge({ value: 5 * DAY, region: '62' }, binding)).toBeUndefined();
    const later = [...FIRST_ROWS, row({ binding: true, value: 4 * DAY, effectiveFrom: '2026-12-01' })];
    expect(judge({ value: 5 * DAY }, later)).toBeUndefined();
  });

  test('nobody goes below two officers', () => {
    expect(judge({ name: 'minOfficers', value: 1 })).toBe('out-of-bounds');
    expect(judge({ name: 'minOfficers', value: 3 })).toBeUndefined();
  });

  test('every default is within its bounds, and every time is whole in its unit', () => {
    expect(POLICY_NAMES.filter((name) => !v.is(valueSchema(name), DEFAULT_POLICY[name]))).toEqual([]);
    expect(POLICY_NAMES.every((name) => UNITS[THRESHOLDS[name].unit] > 0)).toBe(true);
  });
});

test('the history of a threshold at a place is newest first, plans too', () => {
  const planned = row({ effectiveFrom: '2027-01-01' });
  const rows = [...FIRST_ROWS, COUNTY, PROVINCE, planned, row({ region: '61' })];
  expect(historyOf(rows, 'longestWindow', '620623').map(({ effectiveFrom }) => effectiveFrom)).toEqual([
    '2027-01-01',
    '2026-06-01',
    '2026-01-01',
    '2000-01-01',
  ]);
});

test('rules that travel in the catalog come back without who entered them, unknown thresholds are passed over', () => {
  const text = writeRules({ rows: [...FIRST_ROWS, COUNTY], calendar: [...NOTICES] });
  expect(text).not.toContain('甲');
  const read = readRules(text);
  expect(read && policyFor(read.rows, '620623', '2026-06-01').longestWindow).toBe(3 * DAY);
  expect(read?.calendar).toEqual(NOTICES);
  const newer = { rows: [...FIRST_ROWS, { ...COUNTY, name: 'somethingNew' }], calendar: [] };
  expect(readRules(JSON.stringify(newer))?.rows).toHaveLength(FIRST_ROWS.length);
  expect(readRules(writeRules({ rows: FIRST_ROWS.slice(1), calendar: [] }))).toBeUndefined();
  expect(readRules('not JSON')).toBeUndefined();
});
