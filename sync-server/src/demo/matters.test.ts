import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { citationOf } from '@liangma/shared/matters/basis';
import { flatCap, gradeCap, NO_CAP } from '@liangma/shared/matters/cap';
import { describe, expect, test } from 'vitest';
import { AGENCIES, isQualified } from './agencies.ts';
import { publishedMatters } from './matters/published.ts';
import { allMatters, MATTERS_FILE, writtenAs } from './matters/write-matters.ts';
import { MATTERS, matterOf } from './matters.ts';

/** Beside the project, where it is worked on; not part of it. */
const TSV = fileURLToPath(new URL('../../../../shared/data/inspection-matters.tsv', import.meta.url));

describe('matters list', () => {
  test.skipIf(!existsSync(TSV))('the published rows produce the committed list (skipped without them)', () => {
    expect(readFileSync(MATTERS_FILE, 'utf8')).toBe(writtenAs(allMatters(readFileSync(TSV, 'utf8'))));
  });

  test('the list has 58 published rows with their source, and marks invented ones', () => {
    const published = MATTERS.filter(({ source }) => !source.invented);
    expect(published.map(({ id }) => id)).toEqual(
      Array.from({ length: 58 }, (_, i) => `M${String(i + 1).padStart(3, '0')}`),
    );
    expect(published.filter(({ source }) => source.place === '' || !/^https?:/.test(source.url))).toEqual([]);
    const invented = MATTERS.filter(({ source }) => source.invented);
    expect(new Set(invented.map(({ source }) => source.place))).toEqual(new Set(['示例（虚构）']));
    expect(invented.every(({ id }) => /^M9\d\d$/.test(id))).toBe(true);
  });

  test('no matter of the county in Gansu cites a document of another province', () => {
    const provinces = /江苏|浙江|陕西|四川|山东|福建|河南|山西|湖南|湖北|广西|上海|重庆/;
    expect(MATTERS.filter(({ bases }) => provinces.test(citationOf(bases))).map(({ id }) => id)).toEqual([]);
  });

  test('the list contains the matters of the story', () => {
    expect(matterOf('M901')).toMatchObject({
      title: '食品生产监督检查',
      bases: [{ kind: 'law', title: '《中华人民共和国食品安全法》', article: '第一百一十条' }],
      agencyCode: 'SCJG',
      publicSafety: true,
      cap: gradeCap({ A: 1, B: 2, C: 3, D: 4, E: 6 }),
    });
    expect(matterOf('M902')).toMatchObject({
      title: '定量包装商品计量检查',
      bases: [{ kind: 'rule', title: '《定量包装商品计量监督管理办法》', article: '第十六条' }],
    });
    const market = MATTERS.filter(({ agencyCode }) => agencyCode === 'SCJG').map(({ title }) => title);
    expect(market).toEqual(
      expect.arrayContaining([
        '药品经营监督检查',
        '特种设备安全监督检查',
        '产品质量监督检查',
        '餐饮服务食品安全监督检查',
        '价格行为监督检查',
      ]),
    );
  });

  test('each matter has an invented checklist of 6 to 12 items in market supervision and 3 to 5 elsewhere', () => {
    const wrong = MATTERS.filter(({ agencyCode, checklist: { length } }) =>
      agencyCode === 'SCJG' ? length < 6 || length > 12 : length < 3 || length > 5,
    );
    expect(wrong).toEqual([]);
    expect(MATTERS.flatMap(({ checklist }) => checklist).every(({ invented }) => invented)).toBe(true);
  });

  test('a qualified agency of the county can use each matter', () => {
    const codes = new Set(AGENCIES.filter(isQualified).map(({ id }) => id.replace(/^\d+-/, '')));
    expect(MATTERS.filter(({ agencyCode }) => !codes.has(agencyCode))).toEqual([]);
  });
});

describe('a published row', () => {
  const HEAD = 'id\tmatter\tagency\tlegal_basis\tcap_per_year\tcap_by_grade\tsource_place\tsource_url';
  const row = (agency: string, perYear: string, byGrade: string) =>
    publishedMatters(
      `${HEAD}\nM999\t某检查(全部)\t${agency}\t《甲法》;《乙法》\t${perYear}\t${byGrade}\t某地\thttp://a.cn\n`,
    )[0];

  test.each([
    ['a number', '2', '', flatCap(2)],
    ['grades', '', 'A:1;B:2;C:4', gradeCap({ A: 1, B: 2, C: 4 })],
    ['a floor is no cap', '', '加油加气站:1/3', NO_CAP],
    ['nothing said', '', '', NO_CAP],
  ])('a row without a reading takes its cap from %s', (_, perYear, byGrade, cap) => {
    expect(row('某县应急管理局', perYear, byGrade)?.cap).toEqual(cap);
  });

  test('a row belongs to the agency named first, not to those that take part', () => {
    expect(row('某市文旅局(配合消防救援)', '1', '')?.agencyCode).toBe('WHLY');
  });

  test('a row has fullwidth punctuation', () => {
    expect(row('某县公安局', '', '')).toMatchObject({
      title: '某检查（全部）',
      bases: [{ title: '《甲法》' }, { title: '《乙法》' }],
    });
  });

  test('a row of an unknown agency throws', () => {
    expect(() => row('某县不明局', '', '')).toThrow('no agency code');
  });
});
