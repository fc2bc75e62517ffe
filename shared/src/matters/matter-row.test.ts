import { describe, expect, test } from 'vitest';
import { aMatter } from '../../test/builders.ts';
import { basesOf, citationOf, kindOf } from './basis.ts';
import { flatCap, gradeCap, limitOf, NO_CAP } from './cap.ts';
import { matterFromRow, rowFromMatter } from './matter-row.ts';

const ROW = { id: 'M001', title: '食品生产监督检查', agency_code: 'SCJG', valid_from: '2026-01-01' };
const matter = (cells: object) => {
  const read = matterFromRow({ ...ROW, ...cells });
  return read.ok ? read.value : read.error;
};

describe('a row of the matters table', () => {
  test('empty cells state nothing', () => {
    expect(matter({})).toMatchObject({ bases: [], cap: NO_CAP, methods: [], validTo: null, checklist: [] });
  });

  test('every column is read', () => {
    expect(
      matter({
        basis: '《中华人民共和国食品安全法》第一百一十条；《甲省办法》',
        basis_kinds: '法律；规章',
        levels: '市级；县级',
        methods: '现场;书面',
        public_safety: '是',
        cap_per_year: '2',
        floor_per_year: '1',
        cap_text: '每年1至2次',
        checklist: '许可证有效#10|健康证明#5#不适用|标签完整|冷库温度 #不适用|台账##不适用',
        source_place: '甘肃',
      }),
    ).toMatchObject({
      bases: [
        { kind: 'law', title: '《中华人民共和国食品安全法》', article: '第一百一十条' },
        { kind: 'rule', title: '《甲省办法》', article: '' },
      ],
      levels: ['prefecture', 'county'],
      methods: ['on-site', 'written'],
      publicSafety: true,
      cap: { ...flatCap(2), floors: [{ times: 1, years: 1 }], published: { text: '每年1至2次' } },
      checklist: [
        { id: '01', text: '许可证有效', points: 10, mayNotApply: false },
        { id: '02', text: '健康证明', points: 5, mayNotApply: true },
        { id: '03', text: '标签完整', points: null, mayNotApply: false },
        { id: '04', text: '冷库温度', points: null, mayNotApply: true },
        { id: '05', text: '台账', points: null, mayNotApply: true },
      ],
      source: { place: '甘肃', invented: false },
    });
  });

  test('numbers go by grade, or by a named scale', () => {
    expect(matter({ cap_by_grade: 'A:1;B:2' })).toMatchObject({ cap: gradeCap({ A: 1, B: 2 }) });
    const perYear = [
      { value: '一级', perYear: 2 },
      { value: '未定级', perYear: 12 },
    ];
    expect(matter({ cap_by_grade: '标准化等级 一级:2;未定级:12' })).toMatchObject({
      cap: { limits: [limitOf({ by: 'mark', scale: '标准化等级', perYear })] },
    });
  });

  test('every problem of a row is named with its column', () => {
    expect(
      matter({
        id: '',
        levels: '镇街',
        public_safety: '也许',
        cap_per_year: '两次',
        cap_by_grade: '一级:2',
        cap: '{',
        checklist: '标签#十',
      }),
    ).toEqual([
      { field: 'id', reason: 'missing' },
      { field: 'levels', reason: 'unknown-word', detail: '省级、市级、县级、乡级' },
      { field: 'public_safety', reason: 'unknown-word', detail: '是、否' },
      { field: 'cap', reason: expect.any(String) },
      { field: 'checklist', reason: 'wrong-form' },
    ]);
    expect(matter({ cap_by_grade: 'A:1;B:2;A:3' })).toEqual([{ field: 'cap_by_grade', reason: 'wrong-form' }]);
    expect(matter({ cap_per_year: '两次', cap_by_grade: '一级:2' })).toEqual([
      { field: 'cap_per_year', reason: 'not-a-number' },
      { field: 'cap_by_grade', reason: 'wrong-form' },
    ]);
    expect(matter({ id: 'X1', valid_from: '今年' })).toEqual([
      { field: 'id', reason: 'wrong-form' },
      { field: 'valid_from', reason: 'iso_date' },
    ]);
  });

  test.each(['标签#5#否', '标签#不适用#5', '标签#5#5', '标签#NA'])('%s is no item of a checklist', (checklist) => {
    expect(matter({ checklist })).toEqual([{ field: 'checklist', reason: 'wrong-form' }]);
  });

  test('a matter comes back from its row', () => {
    const source = { place: '示例', url: 'https://a.cn', invented: false };
    const checklist = [{ id: '01', text: '出示营业执照', points: 5, mayNotApply: true, invented: false }];
    const written = aMatter('M901', { source, checklist, cap: gradeCap({ A: 1, E: 6 }), levels: ['county'] });
    expect(matterFromRow(rowFromMatter(written))).toEqual({ ok: true, value: written });
  });
});

test('a citation is read into its parts and comes back', () => {
  const citation = '《甲法》第一条；《乙条例》（国务院令第541号）第二十四条、第二十七条';
  expect(basesOf(citation).map(({ kind }) => kind)).toEqual(['law', 'regulation']);
  expect(citationOf(basesOf(citation))).toBe(citation);
});

test.each([
  ['《中华人民共和国消防法》', 'law'],
  ['《甘肃省消防条例》', 'regulation'],
  ['《人力资源市场暂行条例》', 'regulation'],
  ['《旅馆业治安管理办法》', 'rule'],
  ['《消防监督检查规定（试行）》', 'rule'],
  ['《国务院关于加强食品安全工作的决定》', 'decision'],
  ['《四川省体育类培训机构设置标准（试行）》', 'document'],
  ['陕西省生态环境厅《关于公布上限的通知》', 'document'],
])('%s is of the kind %s', (title, kind) => {
  expect(kindOf(title)).toBe(kind);
});
