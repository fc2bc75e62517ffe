import { expect, test } from 'vitest';
import { usccCheckDigit } from '../../kernel/uscc.ts';
import { type EnterpriseEntry, enterpriseImport } from './enterprises.ts';
import type { ImportWorld } from './import-kind.ts';
import { RowReader } from './import-rows.ts';

const ID = `91620623MAY000001${usccCheckDigit('91620623MAY000001')}`;
const world: ImportWorld = {
  today: '2026-11-24',
  hasRegion: (code) => code === '620623100',
  isOwnRegion: () => true,
  isOwnAgency: () => true,
  agencyId: (id) => id,
  isEntrusted: (id) => id.endsWith('01'),
  parentOf: () => undefined,
};

function read(cells: Readonly<Record<string, string>>, before?: EnterpriseEntry) {
  const base = { 统一社会信用代码: ID, 经营主体名称: '雪域食品', 主体类型: '有限公司', 所在乡镇区划代码: '620623100' };
  const all = { ...base, ...cells };
  const reader = new RowReader(enterpriseImport, world.today);
  const rows = reader.read([Object.keys(all), Object.values(all)].map((line, i) => ({ line: i + 1, cells: line })));
  const [entry] = rows.map((row) => reader.build(row, before, world));
  reader.end();
  return { entry, problems: reader.problems.map(({ field, code }) => [field, code]) };
}

const FULL = {
  联系人: '央金',
  联系电话: '0935-3120000',
  其他联系人: '扎西|13909350000；李军',
  其他等级: '信用等级:A+|2026年1月1日|甘信评〔2026〕3号；信用等级：A|2025-01-01；安全生产标准化等级:二级',
  行政处罚情况: '2025年:无；2024:2次|天市监罚〔2024〕12号',
  白名单起始日期: '2026-01-01',
  白名单截止日期: '2026-12-31',
  列入条件: '连续三年无行政处罚',
  列入文号: '天政办发〔2026〕8号',
};

test('[FREQ-1] [WL-1] contacts, marks, penalties and the whitelist are read from their cells', () => {
  const { entry, problems } = read(FULL);
  expect(problems).toEqual([]);
  expect(entry?.details).toEqual({
    premises: [],
    contacts: [
      { name: '央金', phone: '0935-3120000' },
      { name: '扎西', phone: '13909350000' },
      { name: '李军', phone: '' },
    ],
    marks: [
      { scale: '信用等级', mark: 'A', from: '2025-01-01', source: '' },
      { scale: '信用等级', mark: 'A+', from: '2026-01-01', source: '甘信评〔2026〕3号' },
      { scale: '安全生产标准化等级', mark: '二级', from: '1900-01-01', source: '' },
    ],
    penalties: [
      { year: 2024, count: 2, source: '天市监罚〔2024〕12号' },
      { year: 2025, count: 0, source: '' },
    ],
  });
  expect(entry?.whitelist).toEqual({
    id: '',
    from: '2026-01-01',
    until: '2026-12-31',
    condition: '连续三年无行政处罚',
    document: '天政办发〔2026〕8号',
    removed: null,
  });
});

test.each([
  ['其他经营场所', 'P1:甲|620623100|一号；P1:乙|620623100|二号', ['premises', 'said-twice']],
  ['其他等级', '信用等级:A；信用等级:B', ['marks', 'said-twice']],
  ['其他等级', '信用等级:A|2026-01-01；信用等级:B|2026-01-01', ['marks', 'said-twice']],
  ['其他等级', '信用等级:A|2026-01-01；信用等级:B|2026-02-01', undefined],
  ['其他等级', '信用等级:A；信用等级:A', undefined],
  ['行政处罚情况', '2025:0；2025:1', ['penalties', 'said-twice']],
  ['行政处罚情况', '2025:0；2024:1；2025:0', undefined],
  ['行政处罚情况', '2027:0', ['penalties', 'in-future']],
])('[FREQ-1] of parts that contradict each other none is taken: %s %s', (heading, cell, problem) => {
  expect(read({ [heading]: cell }).problems).toEqual(problem ? [problem] : []);
});

test('an export reads back as it is, and columns that a file does not have keep what is stored', () => {
  const { entry } = read({ ...FULL, 移出白名单日期: '2026-06-01', 移出原因: '本年有处罚' });
  const cells = enterpriseImport.cells(entry as EnterpriseEntry);
  const headed = enterpriseImport.columns.map(({ key, headings }) => [headings[0], cells[key] ?? '']);
  expect(read(Object.fromEntries(headed), entry)).toEqual({ entry, problems: [] });
  expect(read({}, entry)).toEqual({ entry, problems: [] });
  expect(read({ 其他等级: '', 其他联系人: '' }, entry).entry?.details).toMatchObject({
    marks: [],
    contacts: [{ name: '央金' }],
  });
});

test('[WL-1] a later term is another entry, a term of the same day is corrected, and empty cells end nothing', () => {
  const stored = { ...(read(FULL).entry as EnterpriseEntry) };
  const before = { ...stored, whitelist: stored.whitelist && { ...stored.whitelist, id: 'w1' } };
  expect(read({ 白名单起始日期: '', 白名单截止日期: '' }, before).entry?.whitelist).toEqual(before.whitelist);
  expect(read({ 白名单截止日期: '2027-06-30' }, before).entry?.whitelist).toMatchObject({
    id: 'w1',
    until: '2027-06-30',
  });
  const next = { ...FULL, 白名单起始日期: '2027-01-01', 白名单截止日期: '2027-12-31' };
  expect(read(next, before).entry?.whitelist).toMatchObject({ id: '', from: '2027-01-01', removed: null });
});

test.each([
  [{ 其他等级: '信用等级A+' }, ['marks', 'pattern']],
  [{ 其他等级: '信用等级:A+|2026-02-30' }, ['marks', 'not-a-day']],
  [{ 行政处罚情况: '去年:无' }, ['penalties', 'pattern']],
  [{ 行政处罚情况: '2025:若干' }, ['penalties', 'pattern']],
  [{ 其他联系人: '扎西|电话不详' }, ['contacts', 'pattern']],
  [{ 白名单起始日期: '2026-01-01' }, ['whitelistUntil', 'required']],
  [{ ...FULL, 白名单截止日期: '2025-01-01' }, ['whitelistUntil', 'days-reversed']],
  [{ ...FULL, 移出白名单日期: '2026-06-01' }, ['whitelistRemovalReason', 'incomplete']],
  [{ 移出原因: '有处罚' }, ['whitelistRemovalReason', 'incomplete']],
])('a bad cell is named: %j', (cells, problem) => {
  expect(read(cells as Record<string, string>).problems).toEqual([problem]);
});

test('further contacts without a first one stay the same when the file comes again', () => {
  const alone = { 其他联系人: '扎西|13909350000；李军' };
  const { entry } = read(alone);
  expect(read(alone, entry).entry).toEqual(entry);
});
