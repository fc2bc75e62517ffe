import { expect, test } from 'vitest';
import type { RegionCode } from '../kernel/regions.ts';
import { servedCounty } from './served-county.ts';

const agency = (region: string, activeUntil: string | null = null) => ({
  region: region as RegionCode,
  activeFrom: '2020-01-01',
  activeUntil,
});

test.each([
  [
    'a county with its townships, under a prefecture',
    [agency('6206'), agency('620623'), agency('620623100')],
    '620623',
  ],
  ['two counties', [agency('620623'), agency('620602')], undefined],
  ['two counties of which one has no agency any more', [agency('620623'), agency('620602', '2025-12-31')], '620623'],
  ['a prefecture alone', [agency('6206')], undefined],
  ['nobody yet', [], undefined],
])('%s', (_, agencies, county) => {
  expect(servedCounty(agencies, '2026-01-01')).toBe(county);
});
