import type { InspectionRow } from '@liangma/shared/supervision/overview';
import { expect, test } from 'vitest';
import { filterFrom, filterQuery, filterRows, NO_FILTER } from './row-filter.ts';

const now = Date.parse('2026-11-24T10:00+08:00');
const row = (change: Partial<InspectionRow>): InspectionRow =>
  ({
    task: 'a',
    at: now,
    county: '天祝藏族自治县',
    agency: '市场监管局',
    enterprise: '雪域食品',
    state: 'recorded',
    alerts: [],
    ...change,
  }) as InspectionRow;

const rows = [row({}), row({ at: now - 86_400_000, state: 'refused' }), row({ county: '成县', alerts: ['clock-off'] })];

test.each([
  [NO_FILTER, 3],
  [{ ...NO_FILTER, text: ' 雪域 ' }, 3],
  [{ ...NO_FILTER, text: '没有' }, 0],
  [{ ...NO_FILTER, state: 'refused' }, 1],
  [{ ...NO_FILTER, county: '成县' }, 1],
  [{ ...NO_FILTER, show: 'today' as const }, 2],
  [{ ...NO_FILTER, show: 'alerts' as const }, 1],
])('%j leaves %i rows', (filter, n) => {
  expect(filterRows(rows, filter, now)).toHaveLength(n);
});

test('a filter survives the address', () => {
  const filter = { text: '雪域', state: 'refused', county: '成县', show: 'today' as const };
  expect(filterFrom(new URLSearchParams(filterQuery(filter)))).toEqual(filter);
  expect(filterQuery(NO_FILTER)).toBe('');
});
