/** Rows of agencies (检查主体) in files. */
import * as v from 'valibot';
import { err, ok } from '../../kernel/result.ts';
import { type Agency, agencySchema, documentMarkSchema, fitsRegion, levelOfRegion, mayHaveLevel } from '../agency.ts';
import { LINES } from '../lines.ts';
import { readAgencyCode, readChoice, readDay, readPhone, readRegion, readText, readYesNo, wrongForm } from './cell.ts';
import { column, type RowValues, readAgency } from './column.ts';
import { type ImportKind, type ImportWorld, Values } from './import-kind.ts';
import { readLine } from './line.ts';
import type { CellProblem } from './problem.ts';

const KINDS = {
  行政机关: 'organ',
  法定行政机关: 'organ',
  法律法规授权组织: 'authorised',
  授权组织: 'authorised',
  受委托组织: 'entrusted',
  委托组织: 'entrusted',
} as const;
const LEVELS = {
  省级: 'province',
  省: 'province',
  市级: 'prefecture',
  市: 'prefecture',
  市州级: 'prefecture',
  县级: 'county',
  县: 'county',
  县区级: 'county',
  乡级: 'township',
  乡: 'township',
  乡镇级: 'township',
} as const;

export const AGENCY_COLUMNS = [
  column('id', ['检查主体编码', '主体编码', '机关编码', '编码'], readAgencyCode, '620623-SCJG'),
  column(
    'name',
    ['检查主体名称', '主体名称', '机关名称', '名称'],
    readText(60),
    '（示例）天祝藏族自治县市场监督管理局',
    { required: true },
  ),
  column(
    'kind',
    ['主体类别', '类别', '主体性质'],
    readChoice(KINDS, ['行政机关', '法律法规授权组织', '受委托组织']),
    '行政机关',
    { required: true },
  ),
  column('region', ['行政区划代码', '区划代码', '所属区划'], readRegion, '620623', { required: true, digits: true }),
  column('line', ['执法领域', '领域'], readLine, '市场监管', { required: true }),
  column('level', ['层级', '级别'], readChoice(LEVELS, ['省级', '市级', '县级', '乡级']), '县级'),
  column('vertical', ['是否垂直管理', '垂直管理'], readYesNo, '否'),
  column('parent', ['上级主体', '上级主体编码', '上级机关'], readAgency, ''),
  column('confirmationDocument', ['资格确认文号', '确认文号'], readText(80), '武政发〔2025〕18号'),
  column('confirmationBody', ['资格确认机关', '确认机关'], readText(60), '武威市人民政府'),
  column('confirmationDay', ['资格确认日期', '确认日期'], readDay, '2025-09-15'),
  column('activeFrom', ['启用日期', '启用时间'], readDay, '2019-03-01'),
  column('activeUntil', ['停用日期', '最后有效日'], readDay, ''),
  column('entrustedBy', ['委托机关', '委托机关编码'], readAgency, ''),
  column('entrustmentDocument', ['委托书文号', '委托文号'], readText(80), ''),
  column('entrustmentFrom', ['委托期限起', '委托起始日期'], readDay, ''),
  column('entrustmentTo', ['委托期限止', '委托截止日期'], readDay, ''),
  column('filedWithJudicial', ['司法行政部门备案日期'], readDay, ''),
  column('filedWithSuperior', ['上级主管部门备案日期'], readDay, ''),
  column('published', ['委托书公布日期'], readDay, ''),
  column('documentMark', ['文号代字', '机关代字', '发文代字'], readText(12), '天市监检'),
  column('phone', ['联系电话', '电话'], readPhone, '0935-3120000'),
] as const;

const text = (value: RowValues[string] | undefined): string => (typeof value === 'string' ? value : '');

const idOf = (values: RowValues): string | undefined => {
  if (values.id) return text(values.id);
  const [region, line] = [text(values.region), text(values.line)];
  return region && line ? `${region}-${line}` : undefined;
};

export const agencyImport: ImportKind<Agency> = {
  name: 'agencies',
  columns: AGENCY_COLUMNS,
  keyColumn: 'id',
  idOf,
  unique: (values) =>
    (['name', 'documentMark'] as const).flatMap((field) =>
      values[field] ? [{ field, value: text(values[field]).replace(/\s/g, '') }] : [],
    ),
  build(id, row, before, world) {
    const values = new Values(row);
    const problems: CellProblem[] = [];
    const region = values.text('region', before?.region ?? '', '');
    if (!world.hasRegion(region)) problems.push({ field: 'region', code: 'unknown-region' });
    else if (!world.isOwnRegion(region) || (before && !world.isOwnRegion(before.region)))
      problems.push({ field: 'region', code: 'outside-region' });
    else if (before?.region !== region && !fitsRegion(id, region))
      problems.push({ field: 'id', code: 'code-of-other-region', detail: region });
    const level = values.text('level', before?.level ?? levelOfRegion(region), levelOfRegion(region));
    const vertical = values.flag('vertical', before?.vertical ?? false);
    if (world.hasRegion(region) && !mayHaveLevel(level as Agency['level'], region, vertical))
      problems.push({ field: 'level', code: 'level-above-region', detail: region });
    const kind = values.text('kind', before?.kind ?? 'organ', 'organ');
    const parent = agencyIn(world, values.text('parent', before?.parent ?? null, null), 'parent', problems);
    problems.push(...superiorProblems(id, parent, world));
    const confirmation = confirmationOf(values, before, problems);
    const activeFrom = values.text('activeFrom', before?.activeFrom ?? null, null) ?? confirmation?.day;
    if (!activeFrom)
      problems.push({ field: 'activeFrom', code: 'incomplete', detail: '启用日期，或者资格确认文号、机关、日期' });
    const activeUntil = values.text('activeUntil', before?.activeUntil ?? null, null);
    if (activeFrom && activeUntil && activeUntil < activeFrom)
      problems.push({ field: 'activeUntil', code: 'days-reversed', detail: '启用日期' });
    const entrustment = entrustmentOf(values, before, { world, kind, problems });
    const mark = values.text('documentMark', before?.documentMark ?? null, null);
    if (mark !== null && !v.is(documentMarkSchema, mark))
      problems.push({ field: 'documentMark', ...wrongForm('2 至 12 个汉字') });
    if (problems.length > 0) return err(problems);
    const entry = {
      id,
      name: values.text('name', before?.name ?? '', ''),
      kind,
      parent,
      level,
      vertical,
      region,
      line: values.text('line', before?.line ?? '', ''),
      confirmation,
      activeFrom,
      activeUntil,
      entrustment,
      ...(mark !== null && { documentMark: mark }),
      phone: values.text('phone', before?.phone ?? '', ''),
      demo: before?.demo ?? false,
    };
    const parsed = v.safeParse(agencySchema, entry);
    return parsed.success ? ok(parsed.output) : err([invalid(parsed.issues)]);
  },
  hasEnded: ({ activeUntil }, today) => activeUntil !== null && activeUntil < today,
  cells: (agency) => ({
    id: agency.id,
    name: agency.name,
    kind: wordOf(KINDS, agency.kind),
    region: agency.region,
    line: LINES[agency.line] ?? agency.line,
    level: wordOf(LEVELS, agency.level),
    vertical: agency.vertical ? '是' : '否',
    parent: agency.parent ?? '',
    confirmationDocument: agency.confirmation?.document ?? '',
    confirmationBody: agency.confirmation?.body ?? '',
    confirmationDay: agency.confirmation?.day ?? '',
    activeFrom: agency.activeFrom,
    activeUntil: agency.activeUntil ?? '',
    entrustedBy: agency.entrustment?.agency ?? '',
    entrustmentDocument: agency.entrustment?.document ?? '',
    entrustmentFrom: agency.entrustment?.validFrom ?? '',
    entrustmentTo: agency.entrustment?.validTo ?? '',
    filedWithJudicial: agency.entrustment?.filedWithJudicial ?? '',
    filedWithSuperior: agency.entrustment?.filedWithSuperior ?? '',
    published: agency.entrustment?.published ?? '',
    documentMark: agency.documentMark ?? '',
    phone: agency.phone,
  }),
};

/** An agency is not its own superior, however many agencies lie between. */
function superiorProblems(id: string, parent: string | null, { parentOf }: ImportWorld): CellProblem[] {
  if (parent === id) return [{ field: 'parent', code: 'own-parent' }];
  const path = [id];
  let next = parent ?? undefined;
  for (; next !== undefined && !path.includes(next); next = parentOf(next)) path.push(next);
  // A circle among the superiors alone is told at their own lines.
  return next === id ? [{ field: 'parent', code: 'parent-circle', detail: [...path, id].join(' → ') }] : [];
}

/** The first word for a value. */
export const wordOf = (words: Readonly<Record<string, string>>, value: string): string =>
  Object.entries(words).find(([, one]) => one === value)?.[0] ?? value;

interface Issue {
  readonly path?: readonly { readonly key: unknown }[] | undefined;
}

/** The last guard: the cells were read, but the entry does not fit the schema. */
export const invalid = (issues: readonly Issue[]): CellProblem => {
  const path = (issues[0]?.path ?? []).map(({ key }) => String(key)).join('.');
  return { field: path, code: 'invalid', detail: path };
};

/** Id of an agency that a cell names by code or full name. */
export function agencyIn(
  world: ImportWorld,
  named: string | null,
  field: string,
  problems: CellProblem[],
): string | null {
  if (named === null) return null;
  const id = world.agencyId(named);
  if (id === undefined) problems.push({ field, code: 'unknown-agency' });
  return id ?? null;
}

function confirmationOf(values: Values, before: Agency | undefined, problems: CellProblem[]) {
  const known = before?.confirmation;
  const parts = {
    document: values.text('confirmationDocument', known?.document ?? null, null),
    body: values.text('confirmationBody', known?.body ?? null, null),
    day: values.text('confirmationDay', known?.day ?? null, null),
  };
  const { document, body, day } = parts;
  if (document && body && day) return { document, body, day };
  if (!document && !body && !day) return null;
  const missing = [
    ...(document ? [] : ['资格确认文号']),
    ...(body ? [] : ['资格确认机关']),
    ...(day ? [] : ['资格确认日期']),
  ];
  problems.push({ field: 'confirmationDocument', code: 'incomplete', detail: missing.join('、') });
  return null;
}

interface Entrusting {
  readonly world: ImportWorld;
  readonly kind: string;
  readonly problems: CellProblem[];
}

function entrustmentOf(values: Values, before: Agency | undefined, { world, kind, problems }: Entrusting) {
  const known = before?.entrustment;
  const agency = values.text('entrustedBy', known?.agency ?? null, null);
  const document = values.text('entrustmentDocument', known?.document ?? null, null);
  const validFrom = values.text('entrustmentFrom', known?.validFrom ?? null, null);
  const validTo = values.text('entrustmentTo', known?.validTo ?? null, null);
  const steps = {
    filedWithJudicial: values.text('filedWithJudicial', known?.filedWithJudicial ?? null, null),
    filedWithSuperior: values.text('filedWithSuperior', known?.filedWithSuperior ?? null, null),
    published: values.text('published', known?.published ?? null, null),
  };
  const given = [agency, document, validFrom, validTo, ...Object.values(steps)].some((value) => value !== null);
  if (kind !== 'entrusted') {
    if (given && values.has('entrustedBy')) problems.push({ field: 'entrustedBy', code: 'not-entrusted' });
    return null;
  }
  if (!given) return null;
  if (!agency || !document || !validFrom || !validTo) {
    const missing = [
      ...(agency ? [] : ['委托机关']),
      ...(document ? [] : ['委托书文号']),
      ...(validFrom ? [] : ['委托期限起']),
      ...(validTo ? [] : ['委托期限止']),
    ];
    problems.push({ field: 'entrustedBy', code: 'incomplete', detail: missing.join('、') });
    return null;
  }
  if (validTo < validFrom) problems.push({ field: 'entrustmentTo', code: 'days-reversed', detail: '委托期限起' });
  const id = agencyIn(world, agency, 'entrustedBy', problems);
  // [QUAL-2] 受委托组织不得再委托: Administrative Penalty Law, article 20.
  if (id !== null && world.isEntrusted(id)) problems.push({ field: 'entrustedBy', code: 'cannot-entrust' });
  return { agency: id, document, validFrom, validTo, ...steps };
}
