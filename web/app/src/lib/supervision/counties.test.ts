import { expect, test } from 'vitest';
import { byPrefecture, lookOf, shortName } from './counties.ts';

test.each([
  [2, 'none'],
  [3, 'some'],
  [7, 'some'],
  [8, 'busy'],
] as const)('%i going on look %s', (ongoing, look) => {
  expect(lookOf({ ongoing })).toBe(look);
});

test.each([
  ['天祝藏族自治县', '天祝'],
  ['城关区', '城关'],
  ['成县', '成县'],
])('%s is called %s', (county, short) => {
  expect(shortName(county)).toBe(short);
});

test('counties stand under their prefecture, in the order they came', () => {
  const county = (code: string) => ({
    code,
    name: code,
    prefecture: code.slice(0, 4),
    prefectureName: `市${code.slice(0, 4)}`,
    ongoing: 0,
    today: 0,
    alerts: 0,
  });
  const groups = byPrefecture(['620102', '620602', '620103'].map(county));
  expect(groups.map(({ name, counties }) => [name, counties.map(({ code }) => code)])).toEqual([
    ['市6201', ['620102', '620103']],
    ['市6206', ['620602']],
  ]);
});
