import { expect, test } from 'vitest';
import { byPrefecture, lookOf } from './counties.ts';

test.each([
  [2, 0, 'none'],
  [3, 0, 'some'],
  [7, 0, 'some'],
  [8, 0, 'busy'],
  [0, 1, 'alert'],
  [20, 1, 'alert'],
] as const)('%i going on and %i alerts look %s', (ongoing, alerts, look) => {
  expect(lookOf({ ongoing, alerts })).toBe(look);
});

test('counties stand under their prefecture, in the order they came', () => {
  const county = (code: string) => ({
    ...{ code, name: code, prefecture: code.slice(0, 4), prefectureName: `市${code.slice(0, 4)}` },
    ...{ ongoing: 0, today: 0, alerts: 0 },
  });
  const groups = byPrefecture(['620102', '620602', '620103'].map(county));
  expect(groups.map(({ name, counties }) => [name, counties.map(({ code }) => code)])).toEqual([
    ['市6201', ['620102', '620103']],
    ['市6206', ['620602']],
  ]);
});
