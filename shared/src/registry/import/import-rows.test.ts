/** Rows of files: tolerant reading, and a report of everything that is wrong. */
import { describe, expect, test } from 'vitest';
import type { Result } from '../../kernel/result.ts';
import { usccCheckDigit } from '../../kernel/uscc.ts';
import { agencyImport } from './agencies.ts';
import { type RawCell, readDay, readRegion, readYesNo } from './cell.ts';
import { type EnterpriseEntry, enterpriseImport } from './enterprises.ts';
import { csvLine, safeCell } from './export-text.ts';
import type { ImportKind, ImportWorld } from './import-kind.ts';
import { RowReader } from './import-rows.ts';
import { officerImport } from './officers.ts';

const world: ImportWorld = {
  today: '2026-11-24',
  hasRegion: (code) => ['62', '6206', '620623', '620623100', '620623101'].includes(code),
  isOwnRegion: (code) => code.startsWith('6206'),
  isOwnAgency: (id) => id.startsWith('6206'),
  agencyId: (named) => (['620623-SCJG', '天祝县市场监管局'].includes(named) ? '620623-SCJG' : undefined),
  isEntrusted: (id) => id.endsWith('01'),
  parentOf: () => undefined,
};

const readValue = (read: Result<unknown, { readonly code: string }>) => (read.ok ? read.value : read.error.code);
const uscc = (first17: string) => first17 + usccCheckDigit(first17);
const ID = uscc('91620623MAY000001');

function readAll<T>(kind: ImportKind<T>, rows: readonly (readonly RawCell[])[], before?: T, around = world) {
  const reader = new RowReader(kind, world.today);
  const read = reader.read(rows.map((cells, i) => ({ line: i + 1, cells })));
  const entries = read.flatMap((row) => reader.build(row, before, around) ?? []);
  reader.end();
  const problems = reader.problems.map(({ line, field, code, detail }) => [line, field, code, detail].filter(Boolean));
  return { entries, problems, reader };
}

describe('cells', () => {
  test.each([
    ['2026-01-05', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['2026.1.5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['２０２６年１月５日', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['2026-01-05 00:00:00', '2026-01-05'],
    ['46027', '2026-01-05'],
    ['长期', '9999-12-31'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', 'not-a-day'],
    ['2026-13-01', 'not-a-day'],
    ['昨天', 'not-a-day'],
    ['5/1/2026', 'not-a-day'],
  ])('a day written as %s is %s', (text, expected) => {
    expect(readValue(readDay(text))).toBe(expected);
  });

  test.each([
    ['620000', '62'],
    ['620600', '6206'],
    ['620623', '620623'],
    ['620623000', '620623'],
    ['620623100000', '620623100'],
    ['６２０６２３', '620623'],
    ['62062', 'pattern'],
  ])('region code %s is %s', (text, expected) => {
    expect(readValue(readRegion(text))).toBe(expected);
  });

  test.each([
    ['是', true],
    ['否', false],
    ['Yes', true],
    ['也许', 'not-yes-or-no'],
  ])('%s is %s', (text, expected) => {
    expect(readValue(readYesNo(text))).toBe(expected);
  });
});

describe('enterprises', () => {
  const headings = [
    '统一社会信用代码',
    '企业名称',
    '主体类型',
    '所在乡镇区划代码',
    '风险等级',
    '等级起始日期',
    '登记状态',
  ];
  const row = (changes: Record<number, RawCell> = {}): RawCell[] =>
    [ID, '雪域食品有限公司', '有限责任公司（自然人投资或控股）', '620623100', 'B级', '2026/7/1', '存续（在营）'].map(
      (cell, i) => changes[i] ?? cell,
    );

  test('a row with full-width characters, blanks and official words becomes an entry', () => {
    const wide = `\u3000${ID.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).toLowerCase()}\t`;
    const { entries, problems } = readAll(enterpriseImport, [headings, row({ 0: wide })]);
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      {
        enterprise: {
          id: ID,
          name: '雪域食品有限公司',
          kind: 'limited-company',
          region: '620623100',
          address: '',
          trade: '',
          class: '',
          state: 'registered',
          grade: 'B',
          demo: false,
        },
        details: { premises: [], contacts: [], marks: [], penalties: [] },
        gradeSince: { from: '2026-07-01', source: '导入文件（未注明依据）' },
        whitelist: null,
      },
    ]);
  });

  test('each bad cell is reported by line, field and reason, all of a row at once', () => {
    const wrongDigit = ID.slice(0, 17) + (ID[17] === '0' ? '1' : '0');
    const { problems, reader } = readAll(enterpriseImport, [
      ['某某县经营主体名录（2026 年）'],
      headings,
      row({ 0: wrongDigit, 2: '有限公司？', 5: '2026-02-30' }),
      row({ 0: '9162' }),
      row({ 0: `${ID.slice(0, 12)}I${ID.slice(13)}` }),
      row({ 0: '9.16206E+17' }),
      row({ 1: '=cmd|"/C calc"!A0', 3: '620623' }),
      row({ 3: '110101' }),
      row(),
      row(),
      [...row({ 0: uscc('91620623MAY000002') }), '多出来的'],
    ]);
    const codes = problems.map((one) => one.join(' '));
    expect(codes).toContain(`3 id uscc-check-digit ${ID[17]}`);
    expect(codes).toContain('3 gradeFrom not-a-day');
    expect(codes.some((code) => code.startsWith('3 kind not-a-choice'))).toBe(true);
    expect(codes).toContain('4 id uscc-length 4');
    expect(codes).toContain('5 id uscc-characters');
    expect(codes).toContain('6 id scientific');
    expect(codes).toContain('7 name formula');
    expect(codes.filter((code) => code.includes('duplicate'))).toEqual([
      '8 id duplicate 7',
      '9 id duplicate 7',
      '10 id duplicate 7',
    ]);
    expect(codes).toContain('11 malformed');
    expect([reader.rows, reader.failed]).toEqual([9, 9]);
    expect(reader.problems[0]).toMatchObject({
      heading: '统一社会信用代码',
      value: wrongDigit,
      reason: { zh: expect.stringContaining('校验位不对'), en: expect.stringContaining('check digit') },
    });
  });

  test('a region that is unknown, no township, or somebody else’s', () => {
    const at = (region: string) => readAll(enterpriseImport, [headings, row({ 3: region })]).problems;
    expect(at('620623999')).toEqual([[2, 'region', 'unknown-region']]);
    expect(at('620623')).toEqual([[2, 'region', 'not-a-township']]);
    expect(at('62')).toEqual([[2, 'region', 'not-a-township']]);
  });

  test('a missing column, one that occurs twice and an empty file are said once', () => {
    expect(readAll(enterpriseImport, [headings.slice(1), row().slice(1)]).problems).toEqual([
      [1, 'id', 'missing-column'],
    ]);
    expect(readAll(enterpriseImport, [[...headings, '名称'], row()]).problems).toEqual([
      [1, 'name', 'duplicate-column'],
    ]);
    expect(readAll(enterpriseImport, []).problems).toEqual([['empty-file']]);
    expect(readAll(enterpriseImport, [headings]).problems).toEqual([['empty-file']]);
  });

  test('columns that a file lacks keep what is stored, an empty cell clears it, and the grade stays', () => {
    const first = readAll(enterpriseImport, [
      [...headings, '住所', '联系人'],
      [...row(), '祝贡路36号', '央金'],
    ]).entries[0];
    const again = readAll(enterpriseImport, [headings, row({ 4: '', 5: '' })], first).entries[0] as EnterpriseEntry;
    expect(again).toEqual(first);
    const cleared = readAll(
      enterpriseImport,
      [
        [...headings, '住所'],
        [...row(), ''],
      ],
      first,
    ).entries[0];
    expect([cleared?.enterprise.address, cleared?.details.contacts.length]).toEqual(['', 1]);
  });

  test('an export reads back as the same entry', () => {
    const { columns, cells } = enterpriseImport;
    const premises = 'P3:冷库|620623101|安门村5号;P7:门市|620623100|团结路2号';
    const names = [...headings, '其他经营场所', '联系人', '联系电话', '等级依据'];
    const [entry] = readAll(enterpriseImport, [
      names,
      [...row(), premises, '央金', '+86 935-3120000', '天市监〔2026〕2号'],
    ]).entries;
    if (!entry) throw new Error('no entry');
    const line = columns.map(({ key }) => safeCell(cells(entry)[key] ?? ''));
    expect(readAll(enterpriseImport, [columns.map(({ headings: [name] }) => name), line], entry).entries).toEqual([
      entry,
    ]);
  });

  test.each<[RawCell, string]>([
    ['0935-3121234', '0935-3121234'],
    ['09353121234', '09353121234'],
    ['3121234', '3121234'],
    [13909350001, '13909350001'],
    [4008001234, '4008001234'],
    [1390935000, '1390935000'],
    [9353121234, '09353121234'],
    [1012345678, '01012345678'],
    [93531212345, '093531212345'],
  ])('a telephone %s is read as %s: a spreadsheet drops the zero of an area code', (cell, phone) => {
    const { entries } = readAll(enterpriseImport, [
      [...headings, '联系人', '联系电话'],
      [...row(), '央金', cell],
    ]);
    expect(entries[0]?.details.contacts).toEqual([{ name: '央金', phone }]);
  });

  test('the row of example of a template is left out', () => {
    const { columns } = enterpriseImport;
    const { reader, problems } = readAll(enterpriseImport, [
      columns.map(({ headings: [name] }) => name),
      columns.map(({ example }) => example),
    ]);
    expect([reader.rows, reader.examples, problems]).toEqual([0, 1, [['empty-file']]]);
  });
});

test('a grade neither begins later than today nor before the one that it follows', () => {
  const headings = ['统一社会信用代码', '企业名称', '主体类型', '所在乡镇区划代码', '等级', '等级起始日期'];
  const row = (grade: string, from: string) => [ID, '食品店', '个体工商户', '620623100', grade, from];
  const [before] = readAll(enterpriseImport, [headings, row('C', '2026-01-01')]).entries;
  expect(readAll(enterpriseImport, [headings, row('A', '2026-11-25')], before).problems).toEqual([
    [2, 'gradeFrom', 'in-future'],
  ]);
  expect(readAll(enterpriseImport, [headings, row('A', '2025-12-31')], before).problems[0]?.slice(0, 3)).toEqual([
    2,
    'gradeFrom',
    'days-reversed',
  ]);
  expect(readAll(enterpriseImport, [headings, row('A', '2026-07-01')], before).entries[0]).toMatchObject({
    enterprise: { grade: 'A' },
    gradeSince: { from: '2026-07-01' },
  });
});

describe('officers', () => {
  const headings = ['执法证号', '姓名', '所属检查主体', '证件有效期起', '证件有效期止'];
  const row = (changes: Record<number, RawCell> = {}): RawCell[] =>
    [62062300099, '马 强', '天祝县市场监管局', '2024-01-01', '2028-12-31'].map((cell, i) => changes[i] ?? cell);

  test('a row names its agency by full name; the number of the officer follows from the certificate', () => {
    expect(readAll(officerImport, [headings, row({ 2: '620623000-scjg' })]).entries).toMatchObject([
      { agency: '620623-SCJG' },
    ]);
    expect(readAll(officerImport, [headings, row()]).entries).toMatchObject([
      { id: 'O62062300099', agency: '620623-SCJG', name: '马 强', suspended: false, leftOn: null },
    ]);
  });

  test('reversed days, an unknown agency and a certificate that occurs twice', () => {
    const { problems } = readAll(officerImport, [
      headings,
      row({ 3: '2028-12-31', 4: '2024-01-01', 2: '教育局' }),
      row(),
    ]);
    expect(problems).toEqual(
      expect.arrayContaining([
        [2, 'agency', 'unknown-agency'],
        [2, 'validTo', 'days-reversed', '证件有效期起'],
        [3, 'certificate', 'duplicate', '2'],
      ]),
    );
  });
});

describe('agencies', () => {
  const headings = [
    '名称',
    '主体类别',
    '行政区划代码',
    '执法领域',
    '启用日期',
    '委托机关',
    '委托书文号',
    '资格确认文号',
  ];
  const row = (changes: Record<number, RawCell> = {}): RawCell[] =>
    ['天祝县水政大队', '行政机关', '620623', '水务', '2020-01-01', '', '', ''].map((cell, i) => changes[i] ?? cell);

  test('the code follows from region and line of work', () => {
    expect(readAll(agencyImport, [headings, row()]).entries).toMatchObject([
      { id: '620623-SWU', line: 'SWU', level: 'county', kind: 'organ', confirmation: null, entrustment: null },
    ]);
  });

  test.each([
    ['620623-SWU', '620623', true],
    ['620623000-SWU', '620623', true, '620623-SWU'],
    ['620623000000-SWU', '620623', true, '620623-SWU'],
    ['620000-SWU', '62', true, '62-SWU'],
    ['62-SWU03', '620623', true],
    ['6206-STHJ02', '620623', true],
    ['620623101-XZZF', '620623101', true],
    ['620623101-XZZF', '620623', true],
    ['620171-SWU', '620111', true],
    ['620111-SWU', '620171', true],
    ['620623-SWU', '620102', false],
    ['620623101-XZZF', '620623100', false],
    ['6201-SWU', '620623', false],
    ['620171-SWU', '620623', false],
    ['63-SWU', '62', false],
    ['6206231-SWU', '620623', false],
  ])('[JUR-1] the code %s of an agency of region %s fits: %s', (code, region, fits, id = code) => {
    const [head, cells] = [
      ['编码', ...headings],
      [code, ...row({ 2: region })],
    ];
    const { entries, problems } = readAll(agencyImport, [head, cells], undefined, {
      ...world,
      hasRegion: () => true,
      isOwnRegion: () => true,
    });
    expect(problems).toEqual(fits ? [] : [[2, 'id', 'code-of-other-region', region]]);
    if (fits) expect(entries).toMatchObject([{ id, region }]);
  });

  test.each([
    ['620623', '县级', '否', true],
    ['620623', '', '否', true],
    ['620623', '乡级', '否', true],
    ['620623', '市级', '否', false],
    ['620623', '省级', '否', false],
    ['620623', '省级', '是', true],
    ['620623101', '县级', '否', false],
    ['620171', '市级', '否', true],
    ['6206', '市级', '', true],
    ['6206', '省级', '', false],
  ])('[MAT-1] an agency of region %s and level %s, 垂直管理 %s, is taken: %s', (region, level, vertical, isTaken) => {
    const around = { ...world, hasRegion: () => true, isOwnRegion: () => true };
    const [head, cells] = [
      [...headings, '层级', '垂直管理'],
      [...row({ 2: region }), level, vertical],
    ];
    const { problems } = readAll(agencyImport, [head, cells], undefined, around);
    expect(problems).toEqual(isTaken ? [] : [[2, 'level', 'level-above-region', region]]);
  });

  test('[QUAL-2] an entrusted organisation entrusts no other, and nobody entrusts itself', () => {
    const head = [...headings, '委托期限起', '委托期限止'];
    const entrusted = (by: string) => [...row({ 1: '受委托组织', 5: by, 6: '1号' }), '2026-01-01', '2026-12-31'];
    const around = { ...world, agencyId: (named: string) => named, isEntrusted: (id: string) => id !== '620623-SCJG' };
    const problems = (by: string) => readAll(agencyImport, [head, entrusted(by)], undefined, around).problems;
    expect(problems('620623-SCJG')).toEqual([]);
    expect(problems('620623-NYNC01')).toEqual([[2, 'entrustedBy', 'cannot-entrust']]);
    expect(problems('620623-SWU')).toEqual([[2, 'entrustedBy', 'cannot-entrust']]);
  });

  test('half a confirmation, half an entrustment, and an unknown line', () => {
    expect(readAll(agencyImport, [headings, row({ 7: '1号' })]).problems).toEqual([
      [2, 'confirmationDocument', 'incomplete', '资格确认机关、资格确认日期'],
    ]);
    expect(readAll(agencyImport, [headings, row({ 1: '受委托组织', 5: '620623-SCJG' })]).problems).toEqual([
      [2, 'entrustedBy', 'incomplete', '委托书文号、委托期限起、委托期限止'],
    ]);
    expect(readAll(agencyImport, [headings, row({ 5: '620623-SCJG' })]).problems).toEqual([
      [2, 'entrustedBy', 'not-entrusted'],
    ]);
    expect(readAll(agencyImport, [headings, row({ 3: '炼丹' })]).problems[0]?.slice(0, 3)).toEqual([
      2,
      'line',
      'unknown-line',
    ]);
  });
});

test('cells of an export cannot be run by a spreadsheet', () => {
  expect(['=1+1', '+1', '-1', '@a', '\tx', '\rx', '好'].map(safeCell)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@a",
    "'\tx",
    "'\rx",
    '好',
  ]);
  expect(csvLine(['a', 'b,"c"', ''])).toBe('a,"b,""c""",\r\n');
});
