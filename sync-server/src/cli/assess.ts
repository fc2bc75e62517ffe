/** `liangma assess`: judges applications of a file by the rules, without a store. docs/ASSESS.md has the format. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { Assessment } from '@liangma/shared/compliance/assess';
import { type AssessedCase, assessFile } from '@liangma/shared/compliance/file/assessment-file';
import { type CaseProblem, problemOf } from '@liangma/shared/compliance/file/case-problem';
import type { Finding } from '@liangma/shared/compliance/finding';
import { DEFAULT_POLICY } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { tasks as en } from '@liangma/web-common/words/tasks/en';
import { sayFinding } from '@liangma/web-common/words/tasks/say-finding';
import { tasks as zh } from '@liangma/web-common/words/tasks/zh-CN';
import { encodingOf } from '../adapters/tables/read-table.ts';
import { repeatedKey } from '../adapters/tables/repeated-key.ts';
import { type Command, fail } from './command.ts';
import { USAGE } from './usage.ts';

export const assessCommand: Command = async (args) => {
  const asked = askedIn(args);
  if (!asked) return fail(USAGE.assess, 2);
  const content = await contentOf(asked.file);
  const judged = content.ok ? assessFile(content.value, { policy: DEFAULT_POLICY, calendar: NOTICES }) : content;
  if (asked.json) {
    const isList = content.ok && Array.isArray(content.value);
    const answers = judged.ok ? judged.value.map(spokenCase) : [];
    console.log(JSON.stringify(judged.ok ? (isList ? answers : answers[0]) : { problems: judged.error }));
  } else if (judged.ok) for (const one of judged.value) say(one);
  else for (const problem of judged.error) sayProblem(problem);
  return judged.ok ? 0 : 1;
};

function askedIn(args: readonly string[]): { readonly file: string; readonly json: boolean } | undefined {
  try {
    const options = { json: { type: 'boolean' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...more] = positionals;
    return file === undefined || more.length > 0 ? undefined : { file, json: values.json === true };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Spreadsheets and editors of China save JSON in the encodings of their tables, too. */
async function contentOf(file: string): Promise<Result<unknown, CaseProblem[]>> {
  try {
    const bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
    const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
    const content: unknown = JSON.parse(text);
    const repeated = repeatedKey(text);
    if (repeated === undefined) return ok(content);
    const [first = '', ...rest] = repeated.split('.');
    return err([
      Array.isArray(content)
        ? problemOf(Number(first), rest.join('.'), 'repeated-key')
        : problemOf(0, repeated, 'repeated-key'),
    ]);
  } catch (error) {
    if (error instanceof SyntaxError) return err([problemOf(0, '', 'not-json')]);
    if ((error as NodeJS.ErrnoException).code !== undefined) return err([problemOf(0, '', 'unreadable')]);
    throw error;
  }
}

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
type SpokenFinding = Finding & { readonly title: Bilingual; readonly sentence: Bilingual };

const spokenFinding =
  (now: number) =>
  (finding: Finding): SpokenFinding => ({
    ...finding,
    title: { zh: zh.findings[finding.code].title, en: en.findings[finding.code].title },
    sentence: { zh: sayFinding(zh, finding, now), en: sayFinding(en, finding, now) },
  });

const spoken = <A extends Assessment>(assessment: A, now: number) => ({
  ...assessment,
  findings: assessment.findings.map(spokenFinding(now)),
});

/** A case with the words of the desk beside each finding. */
const spokenCase = ({ offSite, ...assessed }: AssessedCase) => ({
  ...spoken(assessed, assessed.now),
  ...(offSite && { offSite: spoken(offSite, assessed.now) }),
});

function say({ name, now, findings, mayProceed, nth, ignored = [] }: AssessedCase): void {
  const outcome = mayProceed ? '可以申请 may proceed' : '不能申请 may not proceed';
  console.log(`${name ? `${name}: ` : ''}${outcome} (n-th: ${nth})`);
  for (const { severity, rule, code, title, sentence } of findings.map(spokenFinding(now))) {
    console.log(`  ${severity.padEnd(6)} ${rule.padEnd(8)} ${code}`);
    console.log(`    ${title.zh}：${sentence.zh}`);
    console.log(`    ${title.en}: ${sentence.en}`);
  }
  if (ignored.length > 0) console.log(`  未读取 not read: ${ignored.join(', ')}`);
}

const sayProblem = ({ index, path, reason }: CaseProblem): void =>
  console.error(`#${index} ${path}: ${reason.zh} ${reason.en}`);
