/**
 * The rulebook, the code and the tests name the same rules: a row of docs/RULES.md, an `[ID]` in the comment of
 * the function that decides, an `[ID]` in the title of a test that shows it.
 */
import ts from 'typescript';
import { FINDINGS } from '../../../shared/src/compliance/finding.ts';
import { type Complaint, complain, type Report } from './report.ts';
import { isTest, readText, type Source, visit } from './sources.ts';

const FAMILIES = [
  'QUAL',
  'MAT',
  'JUR',
  'OFF',
  'APR',
  'NOT',
  'SHOW',
  'RES',
  'FREQ',
  'DUP',
  'QUIET',
  'WL',
  'GRADE',
  'SPEC',
  'VISIT',
  'GRANT',
  'POST',
  'LATE',
  'EVAL',
  'REQ',
  'SUP',
  'APP',
  'SYNC',
  'PHOTO',
  'DRAFT',
];
const ID = new RegExp(`\\[((?:${FAMILIES.join('|')})-\\d+)\\]`, 'g');
const BOOK = 'docs/RULES.md';

export function checkRules(sources: readonly Source[]): Report {
  const rows = readRows(readText(BOOK));
  const code = marksIn(sources.filter(isRuleCode), ({ text }) => [text]);
  const tests = marksIn(
    sources.filter(({ path }) => isTest(path)),
    titlesOf,
  );
  const ids = [...new Set([...rows.map(({ id }) => id), ...code.keys(), ...tests.keys()])];
  const problems = ids.flatMap((id) => {
    const row = rows.find((one) => one.id === id);
    return [...judgePresence(id, row, code, tests), ...(row ? judgeRow(row, code, tests) : [])];
  });
  return { problems: [...problems, ...judgeSeverities(rows)], note: `${rows.length} rules` };
}

interface Row {
  readonly id: string;
  readonly severity: string;
  readonly codePath: string;
  readonly functionName: string;
  readonly testPath: string;
}

/** `| id | sentence | severity | source | path function | path |`, the last two in backticks. */
export function readRows(book: string): Row[] {
  return [...book.matchAll(/^\| ([A-Z]+-\d+) \|(.*)\|$/gm)].map(([, id, rest]) => {
    const cells = (rest ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim());
    const [codePath = '', functionName = ''] = ticked(cells[3]);
    return { id: id as string, severity: cells[1] ?? '', codePath, functionName, testPath: ticked(cells[4])[0] ?? '' };
  });
}

const ticked = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);

type Marks = ReadonlyMap<string, readonly string[]>;

function marksIn(sources: readonly Source[], textsOf: (source: Source) => readonly string[]): Marks {
  const marks = new Map<string, string[]>();
  for (const source of sources) {
    const ids = textsOf(source).flatMap((text) => [...text.matchAll(ID)].map((match) => match[1] as string));
    for (const id of new Set(ids)) marks.set(id, [...(marks.get(id) ?? []), source.path]);
  }
  return marks;
}

const isRuleCode = ({ path }: Source): boolean => /^(shared|sync-server)\/src\//.test(path) && !isTest(path);

/** First arguments of `test`, `describe` and their variants such as `test.each(table)`. */
function titlesOf({ scripts }: Source): string[] {
  const titles: string[] = [];
  for (const script of scripts) {
    visit(script, (node) => {
      if (!ts.isCallExpression(node) || !/^(test|it|describe)$/.test(rootName(node.expression))) return;
      const title = node.arguments[0];
      if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) titles.push(title.getText());
    });
  }
  return titles;
}

function rootName(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) || ts.isCallExpression(node) ? rootName(node.expression) : '';
}

function judgePresence(id: string, row: Row | undefined, code: Marks, tests: Marks): Complaint[] {
  const found: Complaint[] = [];
  const where = (marks: Marks) => marks.get(id)?.[0] ?? BOOK;
  if (!row) found.push(complain(where(code.has(id) ? code : tests), `${id} has no row in ${BOOK}`));
  if (!code.has(id)) found.push(complain(where(tests), `${id} stands in no comment of shared/src or sync-server/src`));
  if (!tests.has(id)) found.push(complain(where(code), `${id} stands in no title of a test`));
  return found;
}

function judgeRow({ id, codePath, functionName, testPath }: Row, code: Marks, tests: Marks): Complaint[] {
  const found: Complaint[] = [];
  if (!code.get(id)?.includes(codePath)) found.push(complain(BOOK, `${id}: ${codePath} does not mark it`));
  else if (!new RegExp(`\\b${functionName}\\b`).test(readText(codePath)) || functionName === '')
    found.push(complain(BOOK, `${id}: ${codePath} has no ${functionName}`));
  if (!tests.get(id)?.includes(testPath)) found.push(complain(BOOK, `${id}: ${testPath} has no test of that name`));
  return found;
}

/** The book and the code give a compliance rule the same severity. */
function judgeSeverities(rows: readonly Row[]): Complaint[] {
  return Object.values(FINDINGS).flatMap(({ rule, severity }) => {
    const row = rows.find(({ id }) => id === rule);
    if (!row || row.severity.split(/\W+/).includes(severity)) return [];
    return [complain(BOOK, `${rule}: the code says ${severity}, the book ${row.severity}`)];
  });
}
