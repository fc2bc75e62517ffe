import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  extractRegions,
  GANSU_MINING_AREA,
  JIAYUGUAN,
  LANZHOU_NEW_AREA,
  REGIONS_FILE,
  writtenAs,
} from '../../data/extract-regions.ts';
import { COUNTY, hasGovernment, REGIONS, TOWNSHIP_SHARES, TOWNSHIPS } from './regions.ts';

const ofLength = (digits: number) => REGIONS.filter(({ code }) => code.length === digits);

describe('regions of Gansu', () => {
  test('the package produces the committed file', () => {
    expect(readFileSync(REGIONS_FILE, 'utf8')).toBe(writtenAs(extractRegions()));
  });

  test('the regions are one province, 14 prefectures and 1,403 townships', () => {
    expect([2, 4, 9].map((digits) => ofLength(digits).length)).toEqual([1, 14, 1403]);
  });

  test('the regions have 86 counties, two other nodes, and 嘉峪关 in place of the counties that it lacks', () => {
    const others: readonly string[] = [LANZHOU_NEW_AREA, GANSU_MINING_AREA, JIAYUGUAN];
    const counties = ofLength(6).filter(({ code }) => !others.includes(code));
    expect(counties).toHaveLength(86);
    expect(others.map((code) => REGIONS.find((region) => region.code === code)?.name)).toEqual([
      '兰州新区',
      '甘肃矿区',
      '嘉峪关市',
    ]);
  });

  test('codes are sorted, unique, and each has its parent', () => {
    const codes = REGIONS.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    const known = new Set(codes);
    const parent = (code: string) => code.slice(0, code.length === 9 ? 6 : code.length - 2);
    expect(codes.filter((code) => code !== '62' && !known.has(parent(code)))).toEqual([]);
  });

  test('the county has 19 governed townships and two works settlements, each with a share', () => {
    expect(REGIONS.find(({ code }) => code === COUNTY.code)?.name).toBe(COUNTY.name);
    expect(TOWNSHIPS.filter(hasGovernment)).toHaveLength(19);
    expect(TOWNSHIPS.filter((township) => !hasGovernment(township)).map(({ name }) => name)).toEqual([
      '天祝建材厂',
      '天祝煤电公司',
    ]);
    expect(TOWNSHIP_SHARES).toHaveLength(21);
  });
});
