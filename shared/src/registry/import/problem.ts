/** Problems of a file of registry rows: where, which value, and why it cannot be taken over. */
import * as v from 'valibot';
import { EXPECTED, REFUSED, UNREADABLE } from './expected.ts';

export const PROBLEM_CODES = [
  'empty-file',
  'unreadable',
  'malformed',
  'cell-error',
  'no-heading',
  'other-kind',
  'missing-column',
  'duplicate-column',
  'too-many-rows',
  'required',
  'too-long',
  'too-many',
  'formula',
  'scientific',
  'pattern',
  'not-a-day',
  'days-reversed',
  'in-future',
  'not-a-choice',
  'not-yes-or-no',
  'not-a-number',
  'uscc-length',
  'uscc-characters',
  'uscc-check-digit',
  'unknown-region',
  'not-a-township',
  'outside-region',
  'unknown-agency',
  'own-parent',
  'parent-circle',
  'unknown-line',
  'incomplete',
  'not-entrusted',
  'duplicate',
  'name-taken',
  'id-missing',
  'code-of-other-region',
  'level-above-region',
  'cannot-entrust',
  'said-twice',
  'certificate-taken',
  'other-person',
  'unknown-officer',
  'account-closed',
  'own-account',
  'post-refused',
  'invalid',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export const importProblemSchema = v.object({
  /** Line of the file, from 1; 0 for the file as a whole. */
  line: v.number(),
  /** Key of the column; empty for the row as a whole. */
  field: v.string(),
  /** Heading of the column in Chinese. */
  heading: v.string(),
  /** The cell as it is in the file, at most 60 characters. */
  value: v.string(),
  code: v.picklist(PROBLEM_CODES),
  /** Value that the code refers to: the expected check digit, the first line of a duplicate, the words that are possible. */
  detail: v.string(),
  reason: v.object({ zh: v.string(), en: v.string() }),
});
export type ImportProblem = v.InferOutput<typeof importProblemSchema>;

type Say = readonly [zh: (detail: string) => string, en: (detail: string) => string];

const KIND_WORDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  agencies: ['检查主体', 'agencies'],
  officers: ['执法人员', 'officers'],
  matters: ['检查事项', 'matters'],
  enterprises: ['经营主体', 'enterprises'],
  accounts: ['账号', 'accounts'],
};

export const kindWord = (kind: string): string => KIND_WORDS[kind]?.[0] ?? kind;

const unreadable = (reason: string, language: 0 | 1): string => {
  const words = UNREADABLE[reason as keyof typeof UNREADABLE]?.[language];
  return words === undefined ? '' : language === 0 ? `：${words}` : `: ${words}`;
};

const REASONS: Record<ProblemCode, Say> = {
  'empty-file': [() => '文件里没有数据行', () => 'The file has no rows'],
  unreadable: [(d) => `文件无法读取${unreadable(d, 0)}`, (d) => `The file cannot be read${unreadable(d, 1)}`],
  malformed: [
    () => '这一行无法拆分成列；JSON 的各项只能是文字、数字或者是非',
    () => 'The line cannot be divided into cells; in JSON each value is a text, a number or a flag',
  ],
  'cell-error': [
    (d) => `${d} 单元格是公式的错误值，如 #N/A，或者公式没有计算结果；请改为正确的内容`,
    (d) => `Cell ${d} has the error of a formula, such as #N/A, or a formula without a result; enter what it should be`,
  ],
  'no-heading': [
    (d) => `没有找到列名；文件前六行中应当有一行列名，至少有：${d}`,
    (d) => `No headings were found; one of the first six lines has to name the columns, at least: ${d}`,
  ],
  'other-kind': [
    (d) => `这个文件像是${kindWord(d)}，请改选导入内容`,
    (d) => `The file seems to hold ${KIND_WORDS[d]?.[1] ?? d}; choose that content`,
  ],
  'missing-column': [
    () => '缺少必填列；列名应当都在同一行，不合并单元格',
    () => 'A required column is missing; all headings have to stand in one line, without merged cells',
  ],
  'duplicate-column': [() => '同一列出现了两次', () => 'The column occurs twice'],
  'too-many-rows': [(d) => `行数超过上限 ${d}`, (d) => `More than ${d} rows`],
  required: [() => '必填', () => 'Required'],
  'too-long': [(d) => `超过 ${d} 个字`, (d) => `Longer than ${d} characters`],
  'too-many': [(d) => `超过 ${d} 项`, (d) => `More than ${d}`],
  formula: [
    () => '以 =、+、- 或 @ 开头，可能是公式；确为文字的，请在前面加一个英文单引号',
    () => 'Begins with =, +, - or @ and may be a formula; put an apostrophe before it if it is text',
  ],
  scientific: [
    () => '号码已被表格软件改成科学计数，尾数丢失；请把该列设为文本后重新填写',
    () =>
      'The number was turned into scientific notation and lost digits; format the column as text and enter it again',
  ],
  pattern: [
    (d) => `格式不对，应为：${d}`,
    (d) => `Wrong format, expected: ${EXPECTED[d as keyof typeof EXPECTED] ?? d}`,
  ],
  'not-a-day': [() => '不是有效日期，应如 2026-01-05', () => 'Not a valid day, as in 2026-01-05'],
  'days-reversed': [(d) => `早于“${d}”`, (d) => `Earlier than “${d}”`],
  'in-future': [() => '晚于今天', () => 'Later than today'],
  'not-a-choice': [(d) => `只能填写：${d}`, (d) => `Not one of: ${d}`],
  'not-yes-or-no': [() => '只能填写“是”或“否”', () => 'Neither 是 (yes) nor 否 (no)'],
  'not-a-number': [() => '不是数字', () => 'Not a number'],
  'uscc-length': [
    (d) => `统一社会信用代码应为 18 位，这里是 ${d} 位；没有代码的填注册号（X 加 11 位数字）`,
    (d) =>
      `A unified social credit code has 18 characters, this has ${d}; without one, give the registration number (X and 11 digits)`,
  ],
  'uscc-characters': [
    () => '统一社会信用代码中有不允许的字符（不用 I、O、S、V、Z）',
    () => 'The code has a character that is never used in one (I, O, S, V, Z or a sign)',
  ],
  'uscc-check-digit': [
    (d) => `统一社会信用代码校验位不对，应为 ${d}，请核对整个代码`,
    (d) => `Wrong check digit; it would be ${d}. Check the whole code`,
  ],
  'unknown-region': [() => '没有这个行政区划代码', () => 'Unknown region code'],
  'not-a-township': [() => '应填写乡镇（街道）一级的 9 位区划代码', () => 'Not the 9-digit code of a township'],
  'outside-region': [() => '不在您管理的区域或单位内', () => 'Outside the region or agency that you manage'],
  'unknown-agency': [
    () => '没有这个检查主体，请填写已登记或同一文件中的编码或全称',
    () => 'Unknown agency: give the code or full name of one that is registered or in this file',
  ],
  'own-parent': [() => '不能是自己', () => 'An agency cannot be its own superior'],
  'parent-circle': [(d) => `上级关系绕回了自己：${d}`, (d) => `An agency cannot be superior to its own superior: ${d}`],
  'unknown-line': [
    (d) => `没有这个执法领域；可填：${d}，或大写字母代码`,
    (d) => `Unknown line of work. Known: ${d}, or a code in capitals`,
  ],
  incomplete: [(d) => `还应填写：${d}`, (d) => `Also required: ${d}`],
  'not-entrusted': [() => '只有受委托组织才填写委托信息', () => 'Only an entrusted organisation has an entrustment'],
  duplicate: [(d) => `与第 ${d} 行重复`, (d) => `The same as in line ${d}`],
  'name-taken': [(d) => `已被 ${d} 使用`, (d) => `Already that of ${d}`],
  'id-missing': [
    (d) => `没有填写编码，而同区划同领域的编码已属于“${d}”；请填写编码`,
    (d) => `Without a code it would be “${d}”; give the code`,
  ],
  'code-of-other-region': [
    (d) => `编码开头的区划与“行政区划代码”（${d}）不一致`,
    (d) => `The code begins with another region than that of the agency (${d})`,
  ],
  'level-above-region': [
    (d) => `层级高于所在区划（${d}）的层级；上级派出的，请将“是否垂直管理”填为“是”`,
    (d) => `The level is above that of the region (${d}); for a branch of a superior, “是否垂直管理” is 是`,
  ],
  'cannot-entrust': [
    () => '受委托组织不得再委托，委托机关应当是行政机关或者授权组织',
    () => 'An entrusted organisation cannot entrust another: the principal is an organ or an authorised organisation',
  ],
  'said-twice': [(d) => `“${d}”写了两次，请只保留一个`, (d) => `“${d}” is said twice; keep one of them`],
  'other-person': [
    (d) => `这个执法证号是“${d}”的，与姓名不符`,
    (d) => `The certificate is that of “${d}”, not of the name in this row`,
  ],
  'certificate-taken': [(d) => `执法证号已属于“${d}”`, (d) => `The certificate number belongs to “${d}”`],
  'unknown-officer': [
    () => '所属检查主体没有持这个执法证号的人员',
    () => 'No officer of the agency holds this certificate',
  ],
  'account-closed': [
    () => '这个账号已停用；重新启用请在“人员”页办理',
    () => 'The account is closed; open it again on the page of people',
  ],
  'own-account': [() => '不能用文件修改自己的账号', () => 'Nobody changes the own account by a file'],
  'post-refused': [(d) => `您不能任免这个岗位：${d}`, (d) => `You cannot give or end this post: ${d}`],
  invalid: [(d) => `不符合要求${d && `（${d}）`}`, (d) => `Not acceptable${d && ` (${REFUSED[d] ?? d})`}`],
};

/** A problem before it is placed in a line: its column and what it refers to. */
export interface CellProblem {
  readonly field: string;
  readonly code: ProblemCode;
  readonly detail?: string;
}

const VALUE_SHOWN = 60;

export function problemAt(
  line: number,
  { field, code, detail = '' }: CellProblem,
  shown: { readonly heading: string; readonly value: string },
): ImportProblem {
  const [zh, en] = REASONS[code];
  const value = shown.value.slice(0, VALUE_SHOWN);
  return { line, field, heading: shown.heading, value, code, detail, reason: { zh: zh(detail), en: en(detail) } };
}
