/**
 * A matter as one row of a table: the columns of CSV and XLSX files for import and export. The columns are stable: later
 * ones are added at the end. Cells are texts; an empty cell means that the source states nothing.
 */
import * as v from 'valibot';
import { err, jsonOf, ok, type Result } from '../kernel/result.ts';
import { type Basis, basesOf, citationOf } from './basis.ts';
import { type Cap, capSchema, flatCap, type Limit, limitOf, NO_CAP } from './cap.ts';
import { type Matter, matterSchema } from './matter.ts';

/** `name` heads the column; `zh` is an equal heading in Chinese. */
export const matterColumns = [
  { name: 'id', zh: '事项编码', example: 'M001' },
  { name: 'title', zh: '检查事项', example: '食品生产监督检查' },
  { name: 'basis', zh: '检查依据', example: '《中华人民共和国食品安全法》第一百一十条；《某某条例》第五条' },
  /** Kind of each basis in its order; read from the names where it is empty. */
  { name: 'basis_kinds', zh: '依据种类', example: '法律；法规' },
  /** Wording of each article in its order, separated by |. */
  { name: 'basis_texts', zh: '条文内容', example: '' },
  { name: 'agency_code', zh: '领域代码', example: 'SCJG' },
  { name: 'levels', zh: '实施层级', example: '省级；市级；县级' },
  { name: 'target', zh: '检查对象', example: '食品生产企业' },
  { name: 'methods', zh: '检查方式', example: '现场；书面' },
  { name: 'public_safety', zh: '涉及公共安全', example: '是' },
  { name: 'cap_per_year', zh: '年度频次上限', example: '2' },
  { name: 'cap_by_grade', zh: '分等级频次上限', example: 'A:1;B:2;C:3;D:4;E:6' },
  { name: 'floor_per_year', zh: '年度频次下限', example: '1' },
  /** The whole cap as JSON (`capSchema`), for shapes that the three columns before cannot say. It wins over them. */
  { name: 'cap', zh: '频次结构', example: '' },
  { name: 'cap_text', zh: '频次原文', example: '每年不超过2次' },
  { name: 'cap_note', zh: '频次说明', example: '' },
  { name: 'valid_from', zh: '生效日期', example: '2026-01-01' },
  { name: 'valid_to', zh: '失效日期', example: '' },
  /**
   * Items separated by |, each `text` with `#points`, with `#不适用` where that is an answer, or with both, in this order. The
   * officer's form offers 不适用 for no other item.
   */
  { name: 'checklist', zh: '检查项目', example: '许可证在有效期内#10|从业人员健康证明有效#5#不适用' },
  { name: 'source_place', zh: '来源', example: '甘肃省市场监督管理局' },
  { name: 'source_url', zh: '来源网址', example: '' },
] as const;
export type MatterColumn = (typeof matterColumns)[number]['name'];
export type MatterRow = Partial<Record<MatterColumn, string>>;

export interface RowProblem {
  readonly field: MatterColumn;
  /** `missing`, `unknown-word`, `not-a-number`, `wrong-form`, `too-long`, `too-many`, or a reason of the schema. */
  readonly reason: string;
  /** Words that are possible, or the longest length. */
  readonly detail?: string;
}

const KIND_WORDS = {
  law: '法律',
  regulation: '法规',
  rule: '规章',
  decision: '国务院决定',
  document: '其他文件',
} as const;
const LEVEL_WORDS = { province: '省级', prefecture: '市级', county: '县级', township: '乡级' } as const;
/** Marks an item of a checklist. */
const NOT_APPLICABLE = '不适用';
const METHOD_WORDS = {
  'on-site': '现场',
  written: '书面',
  online: '网络',
  remote: '非现场',
  sampling: '抽样',
} as const;

/** Reads a row. Every problem of the row is named, so that a person mends it at once. */
export function matterFromRow(row: MatterRow): Result<Matter, RowProblem[]> {
  const problems: RowProblem[] = [];
  const cell = (name: MatterColumn): string => (row[name] ?? '').trim();
  const fail = (field: MatterColumn, reason: string, detail?: string): void =>
    void problems.push({ field, reason, ...(detail !== undefined && { detail }) });
  for (const name of ['id', 'title', 'agency_code', 'valid_from'] as const) if (!cell(name)) fail(name, 'missing');
  const words = <T extends string>(name: MatterColumn, known: Readonly<Record<T, string>>): T[] =>
    split(cell(name)).flatMap((word) => {
      const id = (Object.keys(known) as T[]).find((key) => key === word.toLowerCase() || known[key] === word);
      if (!id) fail(name, 'unknown-word', Object.values(known).join('、'));
      return id ? [id] : [];
    });
  const matter = {
    id: cell('id'),
    title: cell('title'),
    bases: withKinds(basesOf(cell('basis')), words('basis_kinds', KIND_WORDS), cell('basis_texts').split('|')),
    agencyCode: cell('agency_code'),
    levels: words('levels', LEVEL_WORDS),
    target: cell('target'),
    methods: words('methods', METHOD_WORDS),
    publicSafety: yesOrNo(cell('public_safety'), () => fail('public_safety', 'unknown-word', '是、否')),
    cap: capFromRow(cell, fail),
    validFrom: cell('valid_from'),
    validTo: cell('valid_to') || null,
    checklist: itemsOf(cell('checklist'), () => fail('checklist', 'wrong-form')),
    source: { place: cell('source_place'), url: cell('source_url'), invented: false },
  };
  if (problems.length > 0) return err(problems);
  const parsed = v.safeParse(matterSchema, matter);
  if (parsed.success) return ok(parsed.output);
  return err(parsed.issues.map(schemaProblem));
}

/** Writes a row that `matterFromRow` reads back. */
export const rowFromMatter = (matter: Matter): Record<MatterColumn, string> => ({
  id: matter.id,
  title: matter.title,
  basis: citationOf(matter.bases),
  basis_kinds: matter.bases.map(({ kind }) => KIND_WORDS[kind]).join('；'),
  basis_texts: matter.bases.some(({ text }) => text) ? matter.bases.map(({ text }) => text).join('|') : '',
  agency_code: matter.agencyCode,
  levels: matter.levels.map((level) => LEVEL_WORDS[level]).join('；'),
  target: matter.target,
  methods: matter.methods.map((method) => METHOD_WORDS[method]).join('；'),
  public_safety: matter.publicSafety ? '是' : '否',
  cap_per_year: '',
  cap_by_grade: '',
  floor_per_year: '',
  cap: JSON.stringify(matter.cap),
  cap_text: matter.cap.published.text,
  cap_note: matter.cap.published.note,
  valid_from: matter.validFrom,
  valid_to: matter.validTo ?? '',
  checklist: matter.checklist.map(itemText).join('|'),
  source_place: matter.source.place,
  source_url: matter.source.url,
});

function capFromRow(cell: (name: MatterColumn) => string, fail: (field: MatterColumn, reason: string) => void): Cap {
  const published = { text: cell('cap_text'), note: cell('cap_note') };
  if (cell('cap')) {
    const parsed = v.safeParse(capSchema, jsonOf(cell('cap')));
    if (!parsed.success) fail('cap', 'wrong-form');
    return parsed.success ? parsed.output : NO_CAP;
  }
  const number = (name: MatterColumn): number | undefined => {
    if (!cell(name)) return undefined;
    const digits = cell(name).replace(/\s*次$/, '');
    if (!/^\d{1,3}$/.test(digits)) fail(name, 'not-a-number');
    return Number(digits);
  };
  const [most, least, byGrade] = [number('cap_per_year'), number('floor_per_year'), cell('cap_by_grade')];
  const limits = most === undefined ? [] : [...flatCap(most).limits];
  if (byGrade) {
    const found = gradesOf(byGrade);
    if (found) limits.push(found);
    else fail('cap_by_grade', 'wrong-form');
  }
  const floors = least ? [{ times: least, years: 1, target: '', seasons: [], occasion: '' }] : [];
  return { limits, floors, coverage: null, published };
}

/** `A:1;B:2`, or the values of another scale, `标准化等级 一级:2;二级:4`. */
export function gradesOf(text: string): Limit | undefined {
  const [, scale = '', list = ''] = /^(?:(\S+) +)?(\S.*)$/.exec(text) ?? [];
  const parts = split(list).map((part) => /^(.+?)[:：](\d{1,3})$/.exec(part));
  if (parts.length === 0 || parts.some((part) => !part)) return undefined;
  if (new Set(parts.map((part) => part?.[1])).size < parts.length) return undefined;
  const pairs = parts.map((part) => ({ value: part?.[1] as string, perYear: Number(part?.[2]) }));
  if (pairs.every(({ value }) => /^[A-E]$/.test(value))) {
    const perYear = Object.fromEntries(pairs.map(({ value, perYear }) => [value, perYear]));
    return limitOf({ by: 'grade', scale, perYear });
  }
  return scale && pairs.length > 1 ? limitOf({ by: 'mark', scale, perYear: pairs }) : undefined;
}

const split = (text: string): string[] =>
  text
    .split(/[;；、,，]/)
    .map((part) => part.trim())
    .filter(Boolean);

const withKinds = (bases: readonly Basis[], kinds: readonly Basis['kind'][], texts: readonly string[]): Basis[] =>
  bases.map((basis, i) => ({ ...basis, kind: kinds[i] ?? basis.kind, text: (texts[i] ?? '').trim() }));

function yesOrNo(text: string, fail: () => void): boolean {
  if (!/^(?:是|否|有|无|y|n|yes|no|true|false|1|0|)$/i.test(text)) fail();
  return /^(?:是|有|y|yes|true|1)$/i.test(text);
}

function itemsOf(text: string, fail: () => void): Matter['checklist'] {
  const parts = text.split('|').map((part) => part.trim());
  return parts.filter(Boolean).map((part, i) => {
    const [words = '', ...marks] = part.split('#').map((piece) => piece.trim());
    const mayNotApply = marks.at(-1) === NOT_APPLICABLE;
    const [points = '', ...others] = mayNotApply ? marks.slice(0, -1) : marks;
    if (others.some(Boolean) || !/^(\d{1,4}(\.\d)?)?$/.test(points)) fail();
    return {
      id: String(i + 1).padStart(2, '0'),
      text: words,
      points: points === '' ? null : Number(points),
      mayNotApply,
      invented: false,
    };
  });
}

const itemText = ({ text, points, mayNotApply }: Matter['checklist'][number]): string =>
  points === null && !mayNotApply ? text : `${text}#${points ?? ''}${mayNotApply ? `#${NOT_APPLICABLE}` : ''}`;

interface SchemaIssue {
  readonly type: string;
  readonly input: unknown;
  readonly requirement?: unknown;
  readonly path?: readonly { readonly key: unknown }[] | undefined;
}

function schemaProblem({ type, input, requirement, path }: SchemaIssue): RowProblem {
  const field = columnOf(path?.[0]?.key);
  if (type === 'max_length')
    return { field, reason: Array.isArray(input) ? 'too-many' : 'too-long', detail: String(requirement) };
  return { field, reason: field === 'id' ? 'wrong-form' : type };
}

const COLUMN_OF: Readonly<Record<string, MatterColumn>> = {
  bases: 'basis',
  agencyCode: 'agency_code',
  publicSafety: 'public_safety',
  validFrom: 'valid_from',
  validTo: 'valid_to',
  source: 'source_url',
};

const columnOf = (key: unknown): MatterColumn =>
  COLUMN_OF[String(key)] ?? matterColumns.find(({ name }) => name === key)?.name ?? 'id';
