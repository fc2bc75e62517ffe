/** Clumsy and hostile files on the command line: each is refused with a reason, or read as it is meant; nothing is written by halves. */
import type { ImportProblem } from '@liangma/shared/registry/import/problem';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock, systemRandom } from '../../src/adapters/runtime.ts';
import { openMemoryStore } from '../../src/adapters/sql/sql-store.ts';
import { oneAfterAnother } from '../../src/adapters/tables/one-after-another.ts';
import { readSheet, SHEET_LIMITS } from '../../src/adapters/tables/read-sheet.ts';
import { fileOf } from '../../src/adapters/tables/read-table.ts';
import type { TableFile } from '../../src/ports/tables.ts';
import { importFile } from '../../src/registry/import/import-file.ts';
import { officerKind } from '../../src/registry/import/stored-kinds.ts';
import { rawRow, workbookOf, zipOf } from './raw-sheet.ts';
import { problemsOf, registryFiles } from './registry-files.ts';

const { file, imported } = registryFiles();

const AGENCY_HEAD = '检查主体编码,检查主体名称,主体类别,行政区划代码,执法领域,启用日期';
const AGENCY = '620623-NYNC,天祝县农业农村局,行政机关,620623,农业农村,2019-03-01';
const AGENCIES = `${AGENCY_HEAD}\n${AGENCY}\n`;
const OFFICER_HEAD = ['执法证号', '姓名', '所属检查主体', '证件有效期起', '证件有效期止'];
const OFFICER = ['62062300099', '马强', '620623-NYNC', '2024-01-01', '2028-12-31'];
const SHEET = rawRow(1, OFFICER_HEAD) + rawRow(2, OFFICER);

beforeAll(async () => {
  expect(await imported('agencies', file(AGENCIES))).toMatchObject({ imported: true });
});

const dry = (kind: string, content: string | Uint8Array, extension?: string) =>
  imported(kind, file(content, extension), '--dry-run');
const reasonsOf = (problems: readonly ImportProblem[]) => problems.map(({ reason }) => reason);

describe('encodings', () => {
  const wide = (text: string, swapped: boolean): Buffer => {
    const bytes = Buffer.from(text, 'utf16le');
    return swapped ? bytes.swap16() : bytes;
  };
  test.each([
    ['UTF-16, small end first, with its mark', wide(`\uFEFF${AGENCIES}`, false)],
    ['UTF-16, small end first, without', wide(AGENCIES, false)],
    ['UTF-16, big end first, with its mark', wide(`\uFEFF${AGENCIES}`, true)],
    ['UTF-16, big end first, without', wide(AGENCIES, true)],
    ['lines that end with a carriage return alone', Buffer.from(AGENCIES.replaceAll('\n', '\r'))],
  ])('%s', async (_, bytes) => {
    expect(await dry('agencies', bytes)).toMatchObject({ exit: 0, unchanged: 1, failed: 0 });
  });

  test('bytes of two encodings end the file with a reason, not the process', async () => {
    const mixed = Buffer.concat([Buffer.from(AGENCIES), Buffer.from([0xcc, 0xec, 0xff, 0xfe, 0xfd])]);
    const report = await dry('agencies', mixed);
    expect([report.exit, problemsOf(report), report.problems[0]?.detail]).toEqual([1, ['0  unreadable'], 'not-text']);
  });
});

describe('files that are no table', () => {
  test.each([
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'not-a-table'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'not-a-table'],
    ['a page of the web', Buffer.from('<html><table><tr><td>检查主体名称</td></tr></table></html>'), 'web-page'],
    ['a list in JSON', Buffer.from('[{"id":"620623-NYNC"}]'), 'json-list'],
    ['a text document', zipOf({ 'word/document.xml': '<x/>' }), 'not-a-sheet'],
    ['an old sheet, or one with a password', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 'old-or-locked'],
  ])('%s', async (_, bytes, detail) => {
    const report = await dry('agencies', bytes);
    expect([report.exit, problemsOf(report), report.problems[0]?.detail]).toEqual([1, ['0  unreadable'], detail]);
    expect(report.problems[0]?.reason.en).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('headings', () => {
  test('a file of another kind is named, in the language of the reader', async () => {
    const report = await dry('agencies', [OFFICER_HEAD, OFFICER].join('\n'));
    expect(problemsOf(report)).toEqual(['0  no-heading', '0  other-kind']);
    expect(reasonsOf(report.problems)[1]).toEqual({
      zh: '这个文件像是执法人员，请改选导入内容',
      en: 'The file seems to hold officers; choose that content',
    });
    const accounts = await dry('officers', '账号,姓名,所属检查主体,岗位\nliu.na,刘娜,620623-NYNC,经办人\n');
    expect(accounts.problems.map(({ code }) => code)).toContain('other-kind');
  });

  test('more lines than a title has, without headings, are said once', async () => {
    expect(problemsOf(await dry('agencies', `${AGENCY}\n`.repeat(9)))).toEqual(['6  no-heading']);
  });

  test('a title without a delimiter stands above headings apart by semicolons', async () => {
    const text = `天祝县行政检查主体一览表\n${AGENCIES.replaceAll(',', ';')}`;
    expect(await dry('agencies', text)).toMatchObject({ exit: 0, unchanged: 1 });
  });

  test('headings over merged cells are refused with a word about it', async () => {
    const merged = [
      ['执法证号', '姓名', '所属检查主体', '证件有效期', ''],
      ['', '', '', '起', '止'],
    ];
    const report = await dry('officers', [...merged, OFFICER].map((row) => row.join(',')).join('\n'));
    expect(problemsOf(report)).toEqual(['1 validFrom missing-column', '1 validTo missing-column']);
    expect(report.problems[0]?.reason.zh).toContain('不合并单元格');
  });

  test('unknown columns are named, but not without end', async () => {
    const many = Array.from({ length: 80 }, (_, i) => `备注${i}${'长'.repeat(100)}`).join(',');
    const { ignoredColumns } = await dry('agencies', `${AGENCY_HEAD},${many}\n${AGENCY}\n`);
    expect([ignoredColumns.length, ignoredColumns[0]?.length]).toEqual([50, 60]);
  });
});

describe('cells', () => {
  test('a cell of a million characters spoils its own row, and is said once', async () => {
    const text = `${AGENCY_HEAD}\n${AGENCY.replace('农业', '农'.repeat(1_100_000))}\n${AGENCY}\n`;
    expect(problemsOf(await dry('agencies', text))).toEqual(['2  malformed']);
  });

  test('nothing but plain values is taken from JSON', async () => {
    const line = { id: '620623-NYNC', name: { a: 1 }, kind: 'organ', region: '620623', line: 'NYNC' };
    expect(problemsOf(await dry('agencies', JSON.stringify(line)))).toEqual(['1  malformed']);
  });

  test('posts and words of matters are read in either case and with a full-width slash', async () => {
    const accounts =
      '账号,姓名,所属检查主体,岗位\nＬiu.na,刘娜,620623-nync,Clerk;APPROVER\nli.na,李娜,620623-NYNC,经办人／审批人\n';
    expect(await dry('accounts', accounts)).toMatchObject({ exit: 0, new: 2, problems: [] });
    const matters =
      '事项编码,检查事项,检查依据,执法领域,实施层级,检查方式,涉及公共安全,年度检查频次上限,生效日期\nm802,兽药,《兽药管理条例》第四条,NYNC,County；市级,On-Site,TRUE,２,2026/1/1\n';
    expect(await dry('matters', matters)).toMatchObject({ exit: 0, new: 1, problems: [] });
  });

  test('words that are possible, forms and lengths are said in both languages', async () => {
    const head = '事项编码,检查事项,检查依据,执法领域,实施层级,涉及公共安全,频次结构,生效日期,检查项目';
    const matters = [
      'X1,甲,《某法》第一条,农业农村,县级,是,,2026-01-01,',
      `M801,${'甲'.repeat(121)},${'《某法》第一条；'.repeat(13)},农业农村,县级,是,,2026-01-01,${'x'.repeat(301)}`,
      'M802,乙,《某法》第一条,农业农村,国家级,也许,{bad,2026-01-01,疫苗冷藏#5#免',
    ];
    const report = await dry('matters', [head, ...matters].join('\n'));
    expect(report.problems.map(({ line, field, code, detail }) => `${line} ${field} ${code} ${detail}`)).toEqual([
      '2 id pattern 字母 M 加 3 至 6 位数字',
      '3 title too-long 120',
      '3 basis too-many 12',
      '3 checklist too-long 300',
      '4 levels not-a-choice 省级、市级、县级、乡级',
      '4 public_safety not-a-choice 是、否',
      '4 cap pattern 频次结构的 JSON',
      '4 checklist pattern 文字#分值#不适用，分值和“不适用”可以省略，多项用 | 隔开',
    ]);
    for (const { code, reason } of report.problems)
      if (code !== 'not-a-choice') expect(reason.en).not.toMatch(/\p{Script=Han}/u);
  });

  test('words that officials write beside the official ones are read', async () => {
    const agencies = [
      '620623-JYJ,天祝县教育局,行政机关,620623,教育局,2019.03.01.,县',
      '6206-JYJ,武威市教育局,行政机关,6206,教育,2019-03-01,市',
    ];
    expect(await dry('agencies', [`${AGENCY_HEAD},层级`, ...agencies].join('\n'))).toMatchObject({
      new: 2,
      problems: [],
    });
    const matters =
      '事项编码,检查事项,检查依据,执法领域,年度频次上限,生效日期\nM803,农药,《农药管理条例》第四十一条,农业农村,2 次,2026.3.1\n总计,1,,,,\n';
    const read = await dry('matters', matters);
    expect(read).toMatchObject({ new: 1, problems: [], skippedLines: [{ line: 3, kind: 'total' }] });
  });

  test('what is wrong with the cells of a matter is said beside an empty one', async () => {
    const matters =
      '事项编码,检查事项,检查依据,执法领域,年度频次上限,生效日期\nM804,农药,《某法》第一条,农业农村,多次,\n';
    expect(problemsOf(await dry('matters', matters))).toEqual(['2 valid_from required', '2 cap_per_year not-a-number']);
  });

  test('a row with a cell too many is said to be one, and nothing of the cells that moved', async () => {
    const row = '620623-SWU,天祝县,水务局,行政机关,620623,水务,2019-03-01';
    expect(problemsOf(await dry('agencies', `${AGENCY_HEAD}\n${row}\n`))).toEqual(['2  malformed']);
  });

  test('a telephone number that a spreadsheet would reckon is refused', async () => {
    const rows = ['+86 139', '-1+2', '+1*2'].map((phone, i) =>
      [`6206230009${i}`, ...OFFICER.slice(1), phone].join(','),
    );
    const report = await dry('officers', [[...OFFICER_HEAD, '联系电话'].join(','), ...rows].join('\n'));
    expect(problemsOf(report)).toEqual(['3 phone formula', '4 phone formula']);
  });
});

describe('sheets', () => {
  test('a sheet that people do not see is not the first one', async () => {
    const book = workbookOf({ rows: rawRow(1, ['行政机关']), isHidden: true }, { rows: SHEET });
    expect(await dry('officers', book, 'xlsx')).toMatchObject({ exit: 0, new: 1 });
  });

  test('notes and an empty sheet before the table are passed over; sheets that are not read are named', async () => {
    const notes = rawRow(1, ['填表说明']) + rawRow(2, ['一、证号为文本。']);
    const more = rawRow(1, OFFICER_HEAD) + rawRow(2, ['62062300098', ...OFFICER.slice(1)]);
    const book = workbookOf(
      { rows: '' },
      { rows: notes },
      { rows: SHEET },
      { rows: more },
      { rows: more, isHidden: true },
    );
    expect(await dry('officers', book, 'xlsx')).toMatchObject({ exit: 0, new: 1, ignoredSheets: ['s1', 's3'] });
    expect(await dry('officers', workbookOf({ rows: SHEET }), 'xlsx')).toMatchObject({ new: 1, ignoredSheets: [] });
  });

  test('lines are those of the sheet, also below empty ones', async () => {
    const rows = rawRow(3, OFFICER_HEAD) + rawRow(6, OFFICER) + rawRow(9, ['1', ...OFFICER.slice(1)]);
    expect(problemsOf(await dry('officers', workbookOf({ rows }), 'xlsx'))).toEqual(['9 certificate pattern']);
  });

  test('the value that a formula had counts; its error is not taken for an empty cell', async () => {
    const formula = '<c r="PLACE" t="str"><f>"马"&amp;"强"</f><v>马强</v></c>';
    const day = '<c r="PLACE"><f>DATE(2028,12,31)</f><v>47118</v></c>';
    const good = rawRow(1, OFFICER_HEAD) + rawRow(2, [OFFICER[0] ?? '', formula, ...OFFICER.slice(2, 4), day]);
    expect(await dry('officers', workbookOf({ rows: good }), 'xlsx')).toMatchObject({ exit: 0, new: 1 });
    const bad =
      SHEET + rawRow(3, ['62062300097', ...OFFICER.slice(1, 4), '<c r="PLACE" t="e"><f>1/0</f><v>#DIV/0!</v></c>']);
    const report = await dry('officers', workbookOf({ rows: bad }), 'xlsx');
    expect([problemsOf(report), report.problems[0]?.detail]).toEqual([['3 validTo cell-error'], 'E3']);
  });

  test('each cell with an error is reported beside the other problems; one in a column that is not read is none', async () => {
    const row = (line: number, cells: readonly string[]) =>
      rawRow(line, [...cells, '<c r="PLACE" t="e"><v>#REF!</v></c>']);
    const error = '<c r="PLACE" t="e"><f>1/0</f><v>#DIV/0!</v></c>';
    const open = '<c r="PLACE"><f>VLOOKUP(A4,名册!A:B,2,0)</f></c>';
    const blank = '<c r="PLACE" t="str"><f>IF(1,"","x")</f><v></v></c>';
    const rows = [
      rawRow(1, [...OFFICER_HEAD, '所在部门', '备注']),
      row(2, [...OFFICER, blank]),
      row(3, ['62062300097', error, ...OFFICER.slice(2), '']),
      row(4, ['62062300096', open, '620623-NYNC', 'x', '2028-12-31', '']),
    ].join('');
    const report = await dry('officers', workbookOf({ rows }), 'xlsx');
    expect(problemsOf(report)).toEqual(['3 name cell-error', '4 name cell-error', '4 validFrom not-a-day']);
    expect(report).toMatchObject({ new: 1, failed: 2, ignoredColumns: ['备注'] });
  });

  test('a CSV file that a spreadsheet wrote with errors of formulas is refused, too', async () => {
    const lines = [OFFICER_HEAD, ['62062300097', '#N/A', ...OFFICER.slice(2)]].map((cells) => cells.join(','));
    const report = await dry('officers', lines.join('\n'));
    expect([problemsOf(report), report.problems[0]?.detail]).toEqual([['2 name cell-error'], 'B2']);
  });

  test.each([
    ['a row that no sheet has', '<row r="999999999"><c r="A999999999"><v>1</v></c></row>'],
    ['a column that no sheet has', '<row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>'],
    ['the last cell of a sheet', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'],
    ['a place behind a sign that could end a tag', '<row a=">" r="999999999"></row>'],
  ])('%s is refused before a table of all cells up to it is made', async (_, far) => {
    const began = performance.now();
    const report = await dry('officers', workbookOf({ rows: SHEET + far }), 'xlsx');
    expect([problemsOf(report), report.problems[0]?.detail]).toEqual([['0  unreadable'], 'too-large']);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('sheets are read one after another, whatever becomes of the one before', async () => {
    let underWay = 0;
    let most = 0;
    const work = oneAfterAnother(async (n: number) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay--;
      if (n === 1) throw new Error('damaged');
      return n;
    });
    const all = await Promise.allSettled([0, 1, 2, 3].map(work));
    expect([most, all.map(({ status }) => status === 'fulfilled')]).toEqual([1, [true, false, true, true]]);
  });

  test('a small zip that unpacks to more than the limit is refused, whatever size it states', async () => {
    const bomb = zipOf({ 'xl/worksheets/sheet1.xml': Buffer.alloc(5_000_000) }, 10);
    expect(await readSheet(bomb, { ...SHEET_LIMITS, unpackedBytes: 1_000_000 })).toEqual({ error: 'too-large' });
  });
});

test('a sheet is read before the write begins, so that nobody waits for it', async () => {
  const steps: string[] = [];
  const source = fileOf('officers.xlsx', workbookOf({ rows: SHEET }));
  const watched: TableFile = {
    ...source,
    async prepare() {
      await source.prepare();
      steps.push('sheet read');
    },
    rows: () => {
      steps.push('rows');
      return source.rows();
    },
  };
  const store = await openMemoryStore('epoch-1');
  const write: typeof store.write = (work) => {
    steps.push('write');
    return store.write(work);
  };
  const deps = { store: { ...store, read: store.read.bind(store), write }, clock: systemClock, random: systemRandom };
  const request = { source: watched, actor: 'operator', scope: { region: '', agency: null }, dryRun: false };
  const report = await importFile(deps, officerKind, request);
  await store.close();
  expect([problemsOf(report), steps]).toEqual([['2 agency unknown-agency'], ['sheet read', 'write', 'rows']]);
});

test('nothing of a file with one bad row is written, whichever kind', async () => {
  const files: Readonly<Record<string, string>> = {
    agencies: `${AGENCY_HEAD}\n620623-SWU,天祝县水务局,行政机关,620623,水务,2019-03-01\n620623-JYJ,教育局,机关,620623,教育,2019-03-01\n`,
    officers: `${OFFICER_HEAD.join(',')}\n${OFFICER.join(',')}\n1,${OFFICER.slice(1).join(',')}\n`,
    matters:
      '事项编码,检查事项,检查依据,执法领域,生效日期\nM801,甲,《某法》第一条,农业农村,2026-01-01\nX,乙,《某法》第一条,农业农村,2026-01-01\n',
    accounts: '账号,姓名,所属检查主体,岗位\nliu.na,刘娜,620623-NYNC,经办人\nx,李,620623-NYNC,经办人\n',
  };
  for (const [kind, text] of Object.entries(files)) {
    expect(await imported(kind, file(text)), kind).toMatchObject({
      exit: 1,
      imported: false,
      id: null,
      new: 1,
      failed: 1,
    });
    const first = text.split('\n').slice(0, 2).join('\n');
    expect(await dry(kind, first), kind).toMatchObject({ new: 1, unchanged: 0 });
  }
});

describe('agencies and each other', () => {
  const rows = (...lines: readonly string[]) => dry('agencies', `${AGENCY_HEAD},上级主体\n${lines.join('\n')}\n`);

  test('a row is not blamed for the problem of the one that it names as its superior', async () => {
    const report = await rows(
      '620623-SWU,天祝县水务局,行政机关,620623,水务,2019-03-01,6206-SWU',
      '6206-SWU,武威市水务局,怪,6206,水务,2019-03-01,',
    );
    expect(problemsOf(report)).toEqual(['3 kind not-a-choice']);
  });

  test('a row without a code does not become an agency of another name', async () => {
    const report = await rows(',天祝县农业执法队,受委托组织,620623,农业农村,2019-03-01,');
    expect([problemsOf(report), report.problems[0]?.detail]).toEqual([['2 id id-missing'], '天祝县农业农村局']);
    expect(await rows(',天祝县农业农村局,行政机关,620623,农业农村,2019-03-01,')).toMatchObject({
      exit: 0,
      unchanged: 1,
    });
  });

  test('a name of another agency of the registry is taken, unless the file gives that one another', async () => {
    const same = '620623-SWU,天祝县农业农村局,行政机关,620623,水务,2019-03-01,';
    const report = await rows(same);
    expect([problemsOf(report), report.problems[0]?.detail]).toEqual([['2 name name-taken'], '620623-NYNC']);
    expect(await rows(same, '620623-NYNC,天祝县农牧局,行政机关,620623,农业农村,2019-03-01,')).toMatchObject({
      exit: 0,
    });
  });
});

describe('problems of cells and of rows in one round', () => {
  test('what a row says beside a cell that cannot be read is compared with the register', async () => {
    const [certificate, name, , from, to] = OFFICER;
    const rows = [
      [certificate, name, '620623-XXXX', 'x', to],
      ['62062300097', '李四', '620623-XXXX', from, to],
      ['62062300096', '王五', '620623-NYNC', '2029-01-01', 'x'],
      ['6206', '赵六', '620623-XXXX', from, to],
    ];
    const report = await dry('officers', [OFFICER_HEAD, ...rows].map((cells) => cells.join(',')).join('\n'));
    expect(problemsOf(report)).toEqual([
      '2 validFrom not-a-day',
      '2 agency unknown-agency',
      '3 agency unknown-agency',
      '4 validTo not-a-day',
      '5 certificate pattern',
    ]);
    expect(report).toMatchObject({ failed: 4, problemCount: 5 });
  });

  test('all that speaks against one row is said at once', async () => {
    const head = `${AGENCY_HEAD},上级主体,文号代字`;
    await imported('agencies', file(`${head}\n620623-SWU,天祝县水务局,行政机关,620623,水务,2019-03-01,,天水检\n`));
    const report = await dry(
      'agencies',
      `${head}\n620623-JYJ,天祝县水务局,行政机关,620623,教育,2019-03-01,620623-XXXX,天水检\n`,
    );
    expect(problemsOf(report)).toEqual(['2 name name-taken', '2 documentMark name-taken', '2 parent unknown-agency']);
  });

  test('a row is not blamed for another one that cannot be read', async () => {
    const head = `${AGENCY_HEAD},上级主体,委托机关,委托书文号,委托期限起,委托期限止`;
    const report = await dry(
      'agencies',
      [
        head,
        // Neither a code nor a region, so that only its name is known.
        ',武威市水务局,行政机关,62x,水务,2019-03-01,,,,,',
        '620623-SWU,天祝县水务局,行政机关,620623,水务,2019-03-01,武威市水务局,,,,',
        // No name: it is meant by line 5, maybe.
        '6206-JYJ,,行政机关,6206,教育,2019-03-01,,,,,',
        '620623-JYJ,天祝县教育局,行政机关,620623,教育,2019-03-01,武威市教育局,,,,',
        // It is unknown if this one may entrust.
        '6206-GAJ,武威市公安局,怪,6206,公安,2019-03-01,,,,,',
        '620623-GAJ,天祝县辅警队,受委托组织,620623,公安,2019-03-01,,6206-GAJ,甘公委〔2026〕1号,2026-01-01,2026-12-31',
      ].join('\n'),
    );
    expect(problemsOf(report)).toEqual(['2 region pattern', '4 name required', '6 kind not-a-choice']);
    // Its superior is to be another one, so that there may be no circle.
    const above = `${AGENCY_HEAD},上级主体\n6206-MZJ,武威市民政局,行政机关,6206,民政,2019-03-01,`;
    const below = '620623-MZJ,天祝县民政局,行政机关,620623,民政,2019-03-01,';
    expect(await imported('agencies', file(`${above}\n${below}6206-MZJ\n`))).toMatchObject({ imported: true });
    expect(problemsOf(await dry('agencies', `${above}620623-MZJ\n${below}#N/A\n`))).toEqual(['3 parent cell-error']);
  });
});

describe('lines below the table', () => {
  const below = (...lines: readonly string[]) => dry('officers', [OFFICER_HEAD, OFFICER, ...lines].join('\n'));

  test('a total, notes and who filled it in are passed over, and said', async () => {
    const report = await below(
      ',,,,',
      '合 计,1人,,,',
      '注：证号为文本。,,,,',
      '备注1、以上为在编人员',
      '（以下空白）',
      '填表人：李春梅,,审核人：马永成,,',
    );
    expect(report).toMatchObject({ exit: 0, rows: 1, new: 1, failed: 0, problems: [] });
    expect(
      report.skippedLines.map(({ line, kind, value, reason }) => [line, kind, value, `第 ${line} 行${reason.zh}`]),
    ).toEqual([
      [4, 'total', '合 计', '第 4 行是合计，未导入'],
      [5, 'note', '注：证号为文本。', '第 5 行是备注，未导入'],
      [6, 'note', '备注1、以上为在编人员', '第 6 行是备注，未导入'],
      [7, 'note', '（以下空白）', '第 7 行是备注，未导入'],
      [8, 'signature', '填表人：李春梅', '第 8 行是落款，未导入'],
    ]);
  });

  test('what has a key is a row, whatever its name, and what says nothing known is one too', async () => {
    const [, ...rest] = OFFICER;
    const report = await below(`62062300097,合计,${rest.slice(1, 3).join(',')},x`, '乡镇街道,,,,');
    expect(report.skippedLines).toEqual([]);
    expect(problemsOf(report)).toContain('3 validTo not-a-day');
    expect(problemsOf(report)).toContain('4 certificate pattern');
    const agency = await dry('agencies', `${AGENCY_HEAD}\n620623-NYNC,合计,行政机关,620623,农业农村,2019-03-01\n`);
    expect(agency).toMatchObject({ rows: 1, skippedLines: [] });
  });

  test('a file of nothing but notes is empty, and not passed over without end', async () => {
    expect(problemsOf(await dry('officers', [OFFICER_HEAD, '注：无'].join('\n')))).toEqual(['0  empty-file']);
    const many = await below(...Array.from({ length: 60 }, () => '小计,1,,,'));
    expect([many.skippedLines.length, many.failed]).toEqual([50, 10]);
  });
});

test('a key that stands twice in a line of JSON is refused', async () => {
  const [certificate, name, agency, validFrom, validTo] = OFFICER;
  const line = JSON.stringify({ certificate, name, agency, validFrom, validTo });
  expect(await dry('officers', line)).toMatchObject({ exit: 0, new: 1 });
  expect(problemsOf(await dry('officers', line.replace('{', '{"certificate":"62062300001",')))).toEqual([
    '1  malformed',
  ]);
});
