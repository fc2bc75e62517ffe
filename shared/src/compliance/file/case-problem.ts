/** Sentences about a malformed case. */
import type * as v from 'valibot';

export interface CaseProblem {
  /** Position of the case in the file, from 0. */
  readonly index: number;
  readonly path: string;
  readonly message: string;
  readonly reason: { readonly zh: string; readonly en: string };
}

const REASONS = {
  unreadable: ['读不了这个文件', 'The file cannot be read'],
  'not-json': ['不是 JSON', 'Not JSON'],
  'repeated-key': ['同一项写了两次', 'The same field stands twice'],
  moment: ['不是有效时间，应如 2026-11-24 09:00', 'Not a valid moment, as in 2026-11-24 09:00'],
  day: ['不是有效日期，应如 2026-11-24', 'Not a valid day, as in 2026-11-24'],
  'window-reversed': ['结束时间应当晚于开始时间', 'The window ends before it begins'],
  'days-reversed': ['结束日期早于开始日期', 'The last day is before the first'],
  'quiet-terms': ['起止日颠倒，或者豁免代码重复', 'Days are reversed, or a code of an exemption stands twice'],
  'other-enterprise': ['与 facts.enterprise 不是同一经营主体', 'Not the enterprise of facts.enterprise'],
  'partner-twice': ['参与机关重复', 'A partner stands twice'],
  region: ['行政区划代码应为 2、4、6 或 9 位', 'A region code has 2, 4, 6 or 9 digits'],
  uscc: ['统一社会信用代码或者注册号不正确', 'Neither a USCC nor a register number'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

type Known = keyof typeof REASONS;

export function problemOf(index: number, path: string, message: Known): CaseProblem {
  const [zh, en] = REASONS[message];
  return { index, path, message, reason: { zh, en } };
}

const isKnown = (message: string): message is Known => message in REASONS;

export function problemOfIssue(index: number, path: string, issue: v.BaseIssue<unknown>): CaseProblem {
  const { message, expected, received } = issue;
  if (isKnown(message)) return problemOf(index, path, message);
  if (received === 'undefined') return { index, path, message, reason: { zh: '必填', en: 'Required' } };
  const zh = expected === null ? `内容不符合要求：${received}` : `应为 ${expected}，实际是 ${received}`;
  return { index, path, message, reason: { zh, en: message } };
}
