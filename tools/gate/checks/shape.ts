/** Small files in folders of one concept, and none of the ways around the type checker. */
import ts from 'typescript';
import { crowdedFolders, judgeFolders } from './folders.ts';
import { readRatchet } from './ratchet.ts';
import { type Complaint, complain, type Report } from './report.ts';
import { isTest, lineOf, type Source, visit } from './sources.ts';

const MOST_LINES = 400;
const THINK_AT = 250;
const COMPONENT_THINK_AT = 120;

/** Tables of words and of invented data grow with what they say. */
const TABLES = /\/words\/|\/demo\/(matters\/|trades\.ts)/;

export function checkShape(sources: readonly Source[], files: readonly string[]): Report {
  const code = sources.filter(({ path }) => !isTest(path) && !TABLES.test(path));
  const lengths = code.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  const tooLong = lengths.filter(({ lines }) => lines > MOST_LINES);
  const long = lengths.filter(({ path, lines }) => lines <= MOST_LINES && lines > thinkAt(path));
  const middle = lengths.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(lengths.length / 2)];
  return {
    problems: [
      ...tooLong.map(({ path, lines }) => complain(path, `${lines} lines; at most ${MOST_LINES}`)),
      ...sources.flatMap(loopholesIn),
      ...judgeFolders(files, readRatchet().crowdedFolders),
    ],
    warnings: long.map(({ path, lines }) => complain(path, `${lines} lines; does it do one thing?`)),
    note: `median ${middle} lines, ${Object.keys(crowdedFolders(files)).length} crowded folders left`,
  };
}

const thinkAt = (path: string): number => (path.endsWith('.svelte') ? COMPONENT_THINK_AT : THINK_AT);

function loopholesIn({ path, text, scripts }: Source): Complaint[] {
  const found: Complaint[] = [];
  for (const match of text.matchAll(/@ts-(ignore|nocheck)\b/g)) {
    if (!path.startsWith('tools/gate/checks/'))
      found.push(complain(path, `${match[0]}: say what is wrong in the types`));
  }
  for (const script of scripts) {
    visit(script, (node) => {
      const where = `${path}:${lineOf(node)}`;
      if (ts.isEnumDeclaration(node)) found.push(complain(where, 'enum: use an `as const` list'));
      if (ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.AnyKeyword)
        found.push(complain(where, '`as any`: name the type'));
    });
  }
  return found;
}
