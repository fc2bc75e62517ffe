import { expect, test } from 'vitest';
import { byPrefecture, lookOf, shortName, tileNames } from './counties.ts';

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
  ['七里河区', '七里河'],
  ['嘉峪关市', '嘉峪关'],
  ['张家川回族自治县', '张家川'],
  ['阿克塞哈萨克族自治县', '阿克塞'],
  ['积石山保安族东乡族撒拉族自治县', '积石山'],
  ['东乡族自治县', '东乡'],
  ['兰州新区', '新区'],
])('%s is called %s', (county, short) => {
  expect(shortName(county)).toBe(short);
});

test('two counties of one prefecture are never called the same', () => {
  const names = ['临夏市', '临夏县', '康乐县'].map((name) => ({ code: name, name }));
  expect([...tileNames(names).values()]).toEqual(['临夏市', '临夏县', '康乐']);
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
