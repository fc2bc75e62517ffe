/** `liangma registry`: files of officials into an empty store, with every kind of fault. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usccCheckDigit } from '@liangma/shared/kernel/uscc';
import { describe, expect, test } from 'vitest';
import writeSheet from 'write-excel-file/node';
import { run } from '../../src/cli.ts';
import { problemsOf, registryFiles } from './registry-files.ts';

const { folder, env, said, complained, file, imported } = registryFiles();

const AGENCIES = `检查主体编码,检查主体名称,主体类别,行政区划代码,执法领域,上级主体,资格确认文号,资格确认机关,资格确认日期,启用日期
620623-NYNC01,天祝县动物卫生监督所,受委托组织,620623,农业农村,天祝县农业农村局,武政发〔2025〕18号,武威市人民政府,2025年9月15日,2025-09-15
620623-NYNC,天祝县农业农村局,行政机关,620623,农业农村,,武政发〔2025〕18号,武威市人民政府,2025/9/15,2019-03-01
`;
const OFFICERS = `执法证号,姓名,所属检查主体,证件有效期起,证件有效期止,部门
62062300099,马强,天祝县农业农村局,2024-01-01,2028-12-31,执法大队
62062300098,央金,620623-NYNC,2024-01-01,2028-12-31,执法大队
`;
const usccOf = (n: number) => {
  const first17 = `91620623MAY${String(n).padStart(6, '0')}`;
  return first17 + usccCheckDigit(first17);
};
const ENTERPRISES_HEAD =
  '统一社会信用代码,企业名称,主体类型,所在乡镇区划代码,住所,行业,登记状态,风险等级,等级起始日期,等级依据';
const shop = (n: number, changes: Partial<Record<'name' | 'state' | 'grade' | 'from' | 'id', string>> = {}) =>
  [
    changes.id ?? usccOf(n),
    changes.name ?? `雪域食品店${n}`,
    '个体工商户',
    '620623100',
    `团结路${n}号`,
    '食品销售',
    changes.state ?? '在营',
    changes.grade ?? 'B',
    changes.from ?? '2026-01-01',
    '年度评定',
  ].join(',');
const shops = (...rows: string[]) => `${[ENTERPRISES_HEAD, ...rows].join('\n')}\n`;

describe('in the order in which a county begins', () => {
  test('agencies refer to each other whichever comes first; a dry run changes nothing', async () => {
    const path = file(`\uFEFF${AGENCIES}`);
    const dry = await imported('agencies', path, '--dry-run');
    expect(dry).toMatchObject({ exit: 0, ok: true, dryRun: true, imported: false, id: null, rows: 2, new: 2 });
    expect(await imported('agencies', path)).toMatchObject({ exit: 0, ok: true, imported: true, new: 2, failed: 0 });
    expect(await imported('agencies', path)).toMatchObject({ new: 0, changed: 0, unchanged: 2 });
  });

  test('no agency is superior to its own superior, however many lie between and whether the file has them or the registry', async () => {
    const head = '检查主体编码,检查主体名称,主体类别,行政区划代码,执法领域,上级主体,启用日期';
    const row = (code: string, parent: string) =>
      `620623-${code},天祝县机关${code},行政机关,620623,农业农村,${parent},2019-03-01`;
    const said = async (...rows: string[]) => {
      const report = await imported('agencies', file([head, ...rows].join('\n')), '--dry-run');
      return report.problems.map(({ line, field, code, detail }) => `${line} ${field} ${code} ${detail}`.trim());
    };
    const circle = [row('SWU', '620623-JYJ'), row('JYJ', '天祝县机关MZJ'), row('MZJ', '620623-SWU')];
    expect(await said(...circle)).toEqual([
      '2 parent parent-circle 620623-SWU → 620623-JYJ → 620623-MZJ → 620623-SWU',
      '3 parent parent-circle 620623-JYJ → 620623-MZJ → 620623-SWU → 620623-JYJ',
      '4 parent parent-circle 620623-MZJ → 620623-SWU → 620623-JYJ → 620623-MZJ',
    ]);
    // The registry holds that NYNC01 lies below NYNC.
    expect(await said(row('NYNC', '620623-SWU'), row('SWU', '620623-NYNC01'))).toEqual([
      '2 parent parent-circle 620623-NYNC → 620623-SWU → 620623-NYNC01 → 620623-NYNC',
      '3 parent parent-circle 620623-SWU → 620623-NYNC01 → 620623-NYNC → 620623-SWU',
    ]);
    expect(await said(...circle, row('YBJ', '620623-SWU')).then((all) => all.length)).toBe(3);
    expect(await said(row('SWU', '620623-SWU'))).toEqual(['2 parent own-parent']);
    expect(await said(row('SWU', '620623-JYJ'), row('JYJ', '620623-NYNC01'))).toEqual([]);
  });

  test('officers, in GB18030 as a spreadsheet saves CSV', async () => {
    const bytes = execGb18030(OFFICERS);
    expect(await imported('officers', file(bytes))).toMatchObject({ exit: 0, new: 2, problems: [] });
    const renewed = OFFICERS.replace(
      '62062300099,马强,天祝县农业农村局,2024-01-01,2028-12-31',
      '62062300099,马强,620623-NYNC,2026-01-01,2030-12-31',
    );
    expect(await imported('officers', file(renewed))).toMatchObject({ changed: 1, unchanged: 1 });
  });

  test('enterprises: new, changed, ended and unchanged rows are counted apart', async () => {
    expect(await imported('enterprises', file(shops(shop(1), shop(2), shop(3), shop(4))))).toMatchObject({ new: 4 });
    const next = shops(shop(1), shop(2, { name: '新名字店' }), shop(3, { state: '注销' }), shop(5));
    const report = await imported('enterprises', file(next));
    expect(report).toMatchObject({ exit: 0, rows: 4, new: 1, changed: 1, ended: 1, unchanged: 1, failed: 0 });
  });

  test('the sheet of a spreadsheet is read as the same rows: numbers, days and all', async () => {
    const rows = shops(shop(1), shop(5))
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const cells = rows.map((row, i) =>
      row.map((value, j) => {
        if (i > 0 && j === 8) return { value: new Date('2026-01-01T00:00:00Z'), type: Date, format: 'yyyy/mm/dd' };
        return i > 0 && j === 3 ? { value: Number(value), type: Number } : { value };
      }),
    );
    const bytes = await writeSheet(cells as never).toBuffer();
    expect(await imported('enterprises', file(bytes, 'xlsx'))).toMatchObject({ exit: 0, rows: 2, unchanged: 2 });
  });

  test('lines of JSON take the keys of the columns', async () => {
    const line = {
      id: usccOf(6),
      name: '六号店',
      kind: 'individual-business',
      region: '620623100',
      state: 'registered',
    };
    expect(await imported('enterprises', file(`${JSON.stringify(line)}\n`, 'jsonl'))).toMatchObject({ new: 1 });
    const bad = await imported(
      'enterprises',
      file(`${JSON.stringify(line)}\n{"id":\n[]\n{"name":"无代码"}\n`, 'jsonl'),
    );
    expect(bad).toMatchObject({ exit: 1, rows: 4, failed: 3, imported: false });
    expect(problemsOf(bad).slice(0, 2)).toEqual(['2  malformed', '3  malformed']);
  });
});

describe('files with faults change nothing and say everything', () => {
  test('five bad rows among good ones', async () => {
    const report = await imported(
      'enterprises',
      file(
        shops(
          shop(20),
          shop(21, { id: usccOf(21).slice(0, 17) + (usccOf(21)[17] === '0' ? '1' : '0') }),
          shop(22, { from: '2026-02-30' }),
          shop(23, { name: '=HYPERLINK("http://x";1)'.replaceAll('"', '') }),
          shop(20),
          shop(24, { grade: 'F' }),
          shop(25),
        ),
      ),
    );
    expect(report).toMatchObject({ exit: 1, ok: false, imported: false, rows: 7, new: 2, failed: 5, problemCount: 5 });
    expect(problemsOf(report)).toEqual([
      '3 id uscc-check-digit',
      '4 gradeFrom not-a-day',
      '5 name formula',
      '6 id duplicate',
      '7 grade not-a-choice',
    ]);
    expect(await imported('enterprises', file(shops(shop(20))), '--dry-run')).toMatchObject({ new: 1 });
  });

  test.each([
    ['an empty file', '', 'empty-file'],
    ['headings alone', shops(), 'empty-file'],
    ['an old spreadsheet', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'unreadable'],
    ['a broken zip', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9]), 'unreadable'],
    ['an open quotation mark', `${shops(shop(30))}"`, 'malformed'],
  ])('%s', async (_, content, code) => {
    const report = await imported('enterprises', file(content));
    expect([report.exit, report.imported, report.problems.map((one) => one.code)]).toEqual([1, false, [code]]);
  });

  test('quotes within a cell are text; an open one spoils the row where it begins and no row before it', async () => {
    const named = shops(shop(31, { name: '老马"旺铺"分店' }), shop(32));
    expect(await imported('enterprises', file(named), '--dry-run')).toMatchObject({ new: 2, failed: 0 });
    const open = await imported('enterprises', file(shops(shop(31), shop(32, { name: '"没有关上' }), shop(33))));
    expect([problemsOf(open), open.new]).toEqual([['3  malformed'], 1]);
  });

  test('reversed days, an unknown agency, a certificate in the registry and one twice in the file', async () => {
    const report = await imported(
      'officers',
      file(`执法证号,姓名,所属检查主体,证件有效期起,证件有效期止,人员编号
62062300001,甲,620623-NYNC,2028-01-01,2024-01-01,
62062300002,乙,不存在的局,2024-01-01,2028-01-01,
62062300099,丙,620623-NYNC,2024-01-01,2028-01-01,O123456
62062300003,丁,620623-NYNC,2024-01-01,2028-01-01,
62062300003,戊,620623-NYNC,2024-01-01,2028-01-01,
`),
    );
    expect(problemsOf(report)).toEqual([
      '2 validTo days-reversed',
      '3 agency unknown-agency',
      '4 certificate certificate-taken',
      '6 certificate duplicate',
    ]);
  });

  test('[QUAL-3] a certificate goes to another officer only after its holder has left, and never back beside him', async () => {
    const head = '执法证号,姓名,所属检查主体,证件有效期起,证件有效期止,离岗日期,人员编号\n';
    const row = (id: string, leftOn: string) => `62062300070,马 兰,620623-NYNC,2024-01-01,2099-12-31,${leftOn},${id}\n`;
    const take = (...rows: string[]) => imported('officers', file(head + rows.join('')));
    expect(problemsOf(await take(row('O7001', ''), row('O7002', '')))).toEqual(['3 certificate duplicate']);
    expect(await take(row('O7001', ''))).toMatchObject({ imported: true });
    expect(problemsOf(await take(row('O7002', '')))).toEqual(['2 certificate certificate-taken']);
    // The file says both, whichever row comes first.
    expect(problemsOf(await take(row('O7002', ''), row('O7001', '2025-02-30')))).toEqual(['3 leftOn not-a-day']);
    expect(await take(row('O7002', ''), row('O7001', '2025-01-01'))).toMatchObject({
      imported: true,
      new: 1,
      ended: 1,
    });
    expect(await take(row('O7001', '2025-01-01'), row('O7002', ''))).toMatchObject({ ok: true, unchanged: 2 });
    expect(problemsOf(await take(row('O7001', '')))).toEqual(['2 certificate certificate-taken']);
  });

  test('people read the report in both languages, and wrong usage exits with 2', async () => {
    expect(await run(['registry', 'import', 'enterprises', file(shops(shop(9, { grade: 'F' })))], env)).toBe(1);
    expect(complained.mock.calls.flat().join('\n')).toMatch(/第 2 行 分级分类等级 “F”：只能填写.*Line 2/s);
    expect(said.mock.lastCall?.[0]).toContain('Nothing was changed');
    expect(await run(['registry', 'import', 'shops', 'x'], env)).toBe(2);
    expect(await run(['registry', 'import', 'enterprises'], env)).toBe(2);
    expect(await run(['registry', 'import', 'enterprises', join(folder, 'none')], env)).toBe(1);
    for (const path of [join(folder, 'none'), folder])
      expect(problemsOf(await imported('enterprises', path))).toEqual(['0  unreadable']);
  });
});

describe('matters and accounts', () => {
  const MATTERS = `事项编码,检查事项,检查依据,执法领域,实施层级,检查方式,涉及公共安全,年度检查频次上限,生效日期,失效日期,检查项目
M801,动物防疫监督检查,《中华人民共和国动物防疫法》第七十四条,农业农村,县级,现场,是,2,2026-01-01,,防疫条件合格证有效#10|记录完整
M802,兽药经营监督检查,《兽药管理条例》第四十四条,农业农村,市级；县级,现场；书面,否,1,2026/1/1,2027/12/31,
`;
  test('matters become a new version of the list, and the same file changes nothing', async () => {
    expect(await imported('matters', file(MATTERS))).toMatchObject({ exit: 0, new: 2, problems: [] });
    expect(await imported('matters', file(MATTERS))).toMatchObject({ unchanged: 2 });
    const bad = MATTERS.replace('M801,', 'X1,').replace('2027/12/31', '2025-12-31').replace('市级；县级', '国家级');
    expect(problemsOf(await imported('matters', file(bad)))).toEqual(['2 id pattern', '3 levels not-a-choice']);
  });

  const ACCOUNTS = `账号,姓名,所属检查主体,执法证号,岗位,行政区划代码
liu.na,刘娜,天祝县农业农村局,,经办人,
ma.qiang,马强,620623-NYNC,62062300099,执法人员、审批人,
qi.jun,祁军,,,监督人员,620623
`;
  test('new accounts get one-time passwords in a file of their own, once', async () => {
    const passwords = join(folder, 'passwords.csv');
    const report = await imported('accounts', file(ACCOUNTS), '--passwords', passwords);
    expect(report).toMatchObject({ exit: 0, new: 3, problems: [], passwords });
    const lines = readFileSync(passwords, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^liu\.na,刘娜,[a-z2-9]{4}(-[a-z2-9]{4}){3},天祝县农业农村局$/);
    expect(JSON.stringify(report)).not.toContain(lines[1]?.split(',')[2]);
    const again = file(ACCOUNTS);
    expect(await imported('accounts', again)).toMatchObject({ unchanged: 3, passwords: null });
    expect(existsSync(`${again}.passwords.csv`)).toBe(false);
  });

  test('passwords that were not handed out yet are never written over', async () => {
    const [first, second] = ['wu.yi,吴一,620623-NYNC,,经办人,', 'wu.er,吴二,620623-NYNC,,经办人,'];
    const head = ACCOUNTS.split('\n')[0];
    const table = file(`${head}\n${first}\n`);
    expect(await imported('accounts', table)).toMatchObject({ new: 1, passwords: `${table}.passwords.csv` });
    expect(statSync(`${table}.passwords.csv`).mode & 0o777).toBe(0o600);
    writeFileSync(table, `${head}\n${first}\n${second}\n`);
    const named = `${table}.passwords.csv`;
    said.mockClear();
    expect(await run(['registry', 'import', 'accounts', table, '--json', '--passwords', named], env)).toBe(2);
    expect(said).not.toHaveBeenCalled();
    expect(await imported('accounts', table)).toMatchObject({ new: 1, passwords: `${table}.passwords-2.csv` });
    expect(readFileSync(named, 'utf8')).toContain('wu.yi');
  });

  test('a post that the file no longer names ends; what cannot be given is said', async () => {
    const fewer = ACCOUNTS.replace('执法人员、审批人', '执法人员');
    expect(await imported('accounts', file(fewer))).toMatchObject({ exit: 0, changed: 1, unchanged: 2 });
    const bad = `账号,姓名,所属检查主体,执法证号,岗位,行政区划代码
李,李,620623-NYNC,,经办人,
zhao.min,赵敏,620623-NYNC,,执法人员,
sun.li,孙丽,620623-NYNC,62062399999,执法人员,
he.wei,何伟,,,经办人,620623
yang.yi,杨毅,不存在的局,,局长,
`;
    expect(problemsOf(await imported('accounts', file(bad)))).toEqual([
      '2 account pattern',
      '3 certificate required',
      '4 certificate unknown-officer',
      '5 agency required',
      '6 posts not-a-choice',
      '6 agency unknown-agency',
    ]);
  });
});

/** Node writes no GB18030: the table is turned around. */
function execGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) codes.set(decoder.decode(Uint8Array.from([a, b])), [a, b]);
  return Uint8Array.from([...text].flatMap((one) => (one < '\u0080' ? [one.charCodeAt(0)] : (codes.get(one) ?? []))));
}
