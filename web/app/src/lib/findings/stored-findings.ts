/** Findings in an application that went on all the same, with the reason that was given for it. */
import type { FindingCode } from '@liangma/shared/compliance/finding';
import type { Task } from '@liangma/shared/tasks/task';
import { sayFinding } from '@liangma/web-common/words/tasks/say-finding';
import type { tasks } from '@liangma/web-common/words/tasks/zh-CN';

export interface FindingText {
  readonly rule: string;
  readonly title: string;
  readonly text: string;
  /** Undefined where none was asked for. */
  readonly reason: string | undefined;
}

const isKnown = (code: string, words: typeof tasks): code is FindingCode => code in words.findings;

/** Each once, although it was found at the application and again at the approval. A code without words is shown as it is. */
export function sayStoredFindings(task: Task, words: typeof tasks, now: number): FindingText[] {
  const { applied = [], approved = [] } = task.findings ?? {};
  const found = [...applied, ...approved].map(({ rule, code, evidence }) => {
    const known = isKnown(code, words) ? code : undefined;
    return {
      rule,
      title: known ? words.findings[known].title : code,
      text: known ? sayFinding(words, { code: known, evidence }, now) : '',
      reason: reasonOf(task, rule),
    };
  });
  return found.filter((one, i) => found.findIndex(({ title, text }) => title === one.title && text === one.text) === i);
}

/** Reasons that answer none of those findings. */
export function otherReasons(task: Task, found: readonly FindingText[]): [rule: string, reason: string][] {
  return Object.entries(task.reasons).filter(([rule]) => !found.some((finding) => finding.rule === rule));
}

const reasonOf = ({ reasons }: Task, rule: string): string | undefined => reasons[rule];
