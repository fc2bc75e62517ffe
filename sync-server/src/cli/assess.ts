/** `liangma assess`: judges applications of a file by the rules, without a store. docs/ASSESS.md has the format. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type AssessedCase, assessFile, type CaseProblem } from '@liangma/shared/compliance/file/assessment-file';
import { DEFAULT_POLICY } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { type Command, fail } from './command.ts';
import { USAGE } from './usage.ts';

export const assessCommand: Command = async (args) => {
  const asked = askedIn(args);
  if (!asked) return fail(USAGE.assess, 2);
  const content = await contentOf(asked.file);
  if (content === undefined)
    return fail(`读不了文件 ${asked.file}，或不是 JSON。 The file ${asked.file} cannot be read, or is no JSON.`, 1);
  const judged = assessFile(content, { policy: DEFAULT_POLICY, calendar: NOTICES });
  if (asked.json) {
    console.log(JSON.stringify(judged.ok ? answerOf(content, judged.value) : { problems: judged.error }));
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

/** Undefined if the file cannot be read or is no JSON. */
async function contentOf(file: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file === '-' ? '/dev/stdin' : file, 'utf8')).replace(/^﻿/, ''));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code !== undefined) return undefined;
    throw error;
  }
}

/** A file with one case is answered with one object. */
const answerOf = (content: unknown, assessed: readonly AssessedCase[]): unknown =>
  Array.isArray(content) ? assessed : assessed[0];

function say({ name, findings, mayProceed, nth }: AssessedCase): void {
  const outcome = mayProceed ? '可以申请 may proceed' : '不能申请 may not proceed';
  console.log(`${name ? `${name}: ` : ''}${outcome} (n-th: ${nth})`);
  for (const { severity, rule, code, evidence } of findings)
    console.log(`  ${severity.padEnd(6)} ${rule.padEnd(8)} ${code} ${JSON.stringify(evidence)}`);
}

const sayProblem = ({ index, path, message }: CaseProblem): void => console.error(`#${index} ${path}: ${message}`);
