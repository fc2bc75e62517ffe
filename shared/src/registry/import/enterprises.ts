/** Rows of enterprises (经营主体) in files, with grade, marks, penalties, whitelist, premises and contacts. */
import * as v from 'valibot';
import { err, ok } from '../../kernel/result.ts';
import { isUscc, usccCheckDigit } from '../../kernel/uscc.ts';
import { type Enterprise, enterpriseSchema, hasEnded, isRegisterNumber } from '../enterprise.ts';
import { type EnterpriseDetails, enterpriseDetailsSchema, NO_DETAILS } from '../enterprise-details.ts';
import type { WhitelistState } from '../whitelist.ts';
import { invalid, wordOf } from './agencies.ts';
import { type CellReader, readChoice, readDay, readPhone, readRegion, readText } from './cell.ts';
import { column, type RowValues } from './column.ts';
import { readContacts, readMarks, readPenalties, sayContacts, sayMarks, sayPenalties } from './detail-cells.ts';
import { type ImportKind, Values } from './import-kind.ts';
import { readPremises, sayPremises } from './premises.ts';
import type { CellProblem } from './problem.ts';
import { sayWhitelist, WHITELIST_COLUMNS, whitelistOf } from './whitelist-cells.ts';

/** An enterprise with what is kept beside its row. */
export interface EnterpriseEntry {
  readonly enterprise: Enterprise;
  readonly details: EnterpriseDetails;
  /** Since when the grade holds, and the document that decided it; null where it is not known. */
  readonly gradeSince: { readonly from: string; readonly source: string } | null;
  /** Newest entry in the whitelist; null where there is none. */
  readonly whitelist: WhitelistState | null;
}

const KINDS = {
  有限责任公司: 'limited-company',
  有限公司: 'limited-company',
  股份有限公司: 'joint-stock-company',
  个人独资企业: 'sole-proprietorship',
  个人独资: 'sole-proprietorship',
  合伙企业: 'partnership',
  普通合伙企业: 'partnership',
  有限合伙企业: 'partnership',
  个体工商户: 'individual-business',
  个体户: 'individual-business',
  个体: 'individual-business',
  个人合伙: 'personal-partnership',
  农民专业合作社: 'farmers-cooperative',
  合作社: 'farmers-cooperative',
  分支机构: 'branch',
  分公司: 'branch',
  有限责任公司分公司: 'branch',
  股份有限公司分公司: 'branch',
  外国企业常驻代表机构: 'foreign-office',
} as const;
const SHOWN_KINDS = [
  '有限责任公司',
  '股份有限公司',
  '个人独资企业',
  '合伙企业',
  '个体工商户',
  '个人合伙',
  '农民专业合作社',
  '分支机构',
  '外国企业常驻代表机构',
];

const STATES = {
  在营: 'registered',
  存续: 'registered',
  在业: 'registered',
  开业: 'registered',
  正常: 'registered',
  在营企业: 'registered',
  '在营(开业)企业': 'registered',
  歇业: 'dormant',
  吊销: 'revoked',
  '吊销,未注销': 'revoked',
  吊销未注销: 'revoked',
  注销: 'ceased',
  已注销: 'ceased',
  注销企业: 'ceased',
  迁出: 'moved-away',
  已迁出: 'moved-away',
} as const;

const GRADES = Object.fromEntries(
  ['A', 'B', 'C', 'D', 'E'].flatMap((grade) => ['', '级', '类', '等'].map((word) => [grade + word, grade])),
);

const readId: CellReader = (text) => {
  const id = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  if (/^\d(?:\.\d+)?E\+?\d+$/.test(id)) return err({ code: 'scientific' });
  if (isRegisterNumber(id) || isUscc(id)) return ok(id);
  if (id.length !== 18) return err({ code: 'uscc-length', detail: String(id.length) });
  const digit = usccCheckDigit(id.slice(0, 17));
  return err(digit === undefined ? { code: 'uscc-characters' } : { code: 'uscc-check-digit', detail: digit });
};

export const ENTERPRISE_COLUMNS = [
  column('id', ['统一社会信用代码', '统一社会信用代码/注册号', '信用代码', '注册号'], readId, '91620623MAY0A1B2C5', {
    required: true,
    digits: true,
  }),
  column('name', ['经营主体名称', '企业名称', '主体名称', '名称'], readText(80), '（示例）天祝雪域食品有限公司', {
    required: true,
  }),
  column(
    'kind',
    ['主体类型', '企业类型', '经营主体类型', '市场主体类型'],
    readChoice(KINDS, SHOWN_KINDS),
    '有限责任公司',
    { required: true },
  ),
  column('region', ['所在乡镇区划代码', '区划代码', '行政区划代码', '所在区划'], readRegion, '620623100', {
    required: true,
    digits: true,
  }),
  column(
    'address',
    ['住所', '住所（经营场所）', '地址', '注册地址'],
    readText(120),
    '天祝藏族自治县华藏寺镇祝贡路36号',
  ),
  column('trade', ['行业', '主营业务', '经营行业'], readText(40), '食品生产'),
  column('class', ['行业代码', '行业分类代码', '行业门类'], readText(20), 'C13'),
  column(
    'state',
    ['登记状态', '经营状态', '状态'],
    readChoice(STATES, ['在营', '歇业', '吊销', '注销', '迁出']),
    '在营',
  ),
  column(
    'grade',
    ['分级分类等级', '风险等级', '信用风险等级', '等级'],
    readChoice(GRADES, ['A', 'B', 'C', 'D', 'E']),
    'B',
  ),
  column('gradeFrom', ['等级起始日期', '等级生效日期'], readDay, '2026-01-01'),
  column('gradeSource', ['等级依据', '等级依据文号', '评定文号'], readText(120), '天市监发〔2026〕2号'),
  column('contact', ['联系人', '负责人'], readText(40), '央金'),
  column('phone', ['联系电话', '电话'], readPhone, '0935-3120000'),
  column('contacts', ['其他联系人'], readContacts, '扎西|13909350000；李军|0935-3120001'),
  column('premises', ['其他经营场所', '经营场所'], readPremises, 'P1:中央厨房|620623101|打柴沟镇安门村5号'),
  column(
    'marks',
    ['其他等级', '其他评级'],
    readMarks,
    '信用等级:A+|2026-01-01|甘信评〔2026〕3号；安全生产标准化等级:二级|2025-06-01',
  ),
  column(
    'penalties',
    ['行政处罚情况', '行政处罚', '年度行政处罚次数'],
    readPenalties,
    '2025:0；2024:1|天市监罚〔2024〕12号',
  ),
  ...WHITELIST_COLUMNS,
] as const;

const TOWNSHIP_DIGITS = 9;
/** Middle of the five: neither fewer nor more inspections than usual (GRADE-1). */
const UNGRADED = 'C';

export const enterpriseImport: ImportKind<EnterpriseEntry> = {
  name: 'enterprises',
  columns: ENTERPRISE_COLUMNS,
  keyColumn: 'id',
  idOf: ({ id }: RowValues) => (typeof id === 'string' ? id : undefined),
  build(id, row, before, world) {
    const values = new Values(row);
    const known = before?.enterprise;
    const problems: CellProblem[] = [];
    const region = values.text('region', known?.region ?? '', '');
    if (!world.hasRegion(region)) problems.push({ field: 'region', code: 'unknown-region' });
    else if (region.length !== TOWNSHIP_DIGITS) problems.push({ field: 'region', code: 'not-a-township' });
    else if (!world.isOwnRegion(region) || (known && !world.isOwnRegion(known.region)))
      problems.push({ field: 'region', code: 'outside-region' });
    const details = detailsOf(values, before?.details ?? NO_DETAILS, problems);
    for (const { region: place } of details.premises)
      if (!world.hasRegion(place)) problems.push({ field: 'premises', code: 'unknown-region' });
    if (details.penalties.some(({ year }) => year > Number(world.today.slice(0, 4))))
      problems.push({ field: 'penalties', code: 'in-future' });
    if (problems.length > 0) return err(problems);
    const parsed = v.safeParse(enterpriseSchema, {
      id,
      name: values.text('name', known?.name ?? '', ''),
      kind: values.text('kind', known?.kind ?? '', ''),
      region,
      address: values.text('address', known?.address ?? '', ''),
      trade: values.text('trade', known?.trade ?? '', ''),
      class: values.text('class', known?.class ?? '', ''),
      state: values.text('state', known?.state ?? 'registered', 'registered'),
      // An empty cell says nothing about the grade.
      grade: values.text('grade', known?.grade ?? UNGRADED, known?.grade ?? UNGRADED),
      demo: known?.demo ?? false,
    });
    if (!parsed.success) return err([invalid(parsed.issues)]);
    const enterprise = parsed.output;
    const gradeSince = gradeSinceOf(values, before, enterprise, world.today);
    const untimely = untimelyGrade(gradeSince, before, enterprise, world.today);
    const whitelist = whitelistOf(values, before?.whitelist ?? null);
    if (!whitelist.ok) return err([whitelist.error, ...(untimely ? [untimely] : [])]);
    return untimely ? err([untimely]) : ok({ enterprise, details, gradeSince, whitelist: whitelist.value });
  },
  hasEnded: ({ enterprise }) => hasEnded(enterprise.state),
  cells: ({ enterprise, details, gradeSince, whitelist }) => ({
    id: enterprise.id,
    name: enterprise.name,
    kind: wordOf(KINDS, enterprise.kind),
    region: enterprise.region,
    address: enterprise.address,
    trade: enterprise.trade,
    class: enterprise.class,
    state: wordOf(STATES, enterprise.state),
    grade: enterprise.grade,
    gradeFrom: gradeSince?.from ?? '',
    gradeSource: gradeSince?.source ?? '',
    contact: details.contacts[0]?.name ?? '',
    phone: details.contacts[0]?.phone ?? '',
    contacts: sayContacts(details.contacts.slice(1)),
    premises: sayPremises(details.premises),
    marks: sayMarks(details.marks),
    penalties: sayPenalties(details.penalties),
    ...sayWhitelist(whitelist),
  }),
};

/** The document of a grade that a file changes without naming one. */
const UNNAMED_SOURCE = '导入文件（未注明依据）';

function gradeSinceOf(
  values: Values,
  before: EnterpriseEntry | undefined,
  { grade }: Enterprise,
  today: string,
): EnterpriseEntry['gradeSince'] {
  const changed = before !== undefined && before.enterprise.grade !== grade;
  const [from, source] = [values.text('gradeFrom', null, null), values.text('gradeSource', null, null)];
  if (from === null && source === null && !changed) return before?.gradeSince ?? null;
  const known = changed ? undefined : before?.gradeSince;
  return { from: from ?? known?.from ?? today, source: source ?? known?.source ?? UNNAMED_SOURCE };
}

/** A file states the grade of today: it neither begins later, nor before the one that it follows. */
function untimelyGrade(
  since: EnterpriseEntry['gradeSince'],
  before: EnterpriseEntry | undefined,
  { grade }: Enterprise,
  today: string,
): CellProblem | undefined {
  if (!since) return undefined;
  if (since.from > today) return { field: 'gradeFrom', code: 'in-future' };
  const last = before?.gradeSince?.from;
  const isBefore = last !== undefined && before?.enterprise.grade !== grade && since.from < last;
  return isBefore ? { field: 'gradeFrom', code: 'days-reversed', detail: `现等级起始日期 ${last}` } : undefined;
}

function detailsOf(values: Values, before: EnterpriseDetails, problems: CellProblem[]): EnterpriseDetails {
  const listed = (key: string, known: unknown): unknown =>
    values.has(key) ? JSON.parse(values.text(key, '[]', '[]')) : known;
  const [first, ...known] = before.contacts;
  const name = values.text('contact', first?.name ?? '', '');
  const phone = values.text('phone', first?.phone ?? '', '');
  if (phone !== '' && name === '') problems.push({ field: 'contact', code: 'incomplete', detail: '联系人' });
  const all = listed('contacts', known) as EnterpriseDetails['contacts'];
  // A file of further contacts alone may have made one of them the first.
  const others = all.filter((one) => one.name !== name || one.phone !== phone);
  const parsed = v.safeParse(enterpriseDetailsSchema, {
    premises: listed('premises', before.premises),
    contacts: name === '' ? others : [{ name, phone }, ...others],
    marks: listed('marks', before.marks),
    penalties: listed('penalties', before.penalties),
  });
  if (parsed.success) return parsed.output;
  const [path] = parsed.issues[0].path ?? [];
  problems.push({ field: typeof path?.key === 'string' ? path.key : 'premises', code: 'invalid' });
  return before;
}
