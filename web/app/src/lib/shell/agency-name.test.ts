import { expect, test } from 'vitest';
import { partsOfAgency } from './agency-name.ts';

test.each([
  ['天祝藏族自治县市场监督管理局', ['天祝藏族自治县', '市场监督管理局']],
  ['武威市市场监督管理局', ['武威市', '市场监督管理局']],
  ['甘肃省司法厅', ['甘肃省', '司法厅']],
  ['行政执法监督', ['行政执法监督']],
  ['武威市司法局 · 行政执法协调监督科', ['武威市司法局 ', '行政执法协调监督科']],
])('%s breaks into %j', (name, parts) => {
  expect(partsOfAgency(name)).toEqual(parts);
});
