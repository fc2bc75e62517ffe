/**
 * Time, randomness and the world outside come in as arguments. `shared` reaches none of them; the server only in
 * its adapters. Names of browser and Node are no names at all in `shared`: its tsconfig sees neither.
 */
import ts from 'typescript';
import { type Complaint, complain, type Report } from './report.ts';
import { isTest, lineOf, readText, type Source, visit } from './sources.ts';

const AMBIENT_MEMBERS = ['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues', 'performance.now'];
const AMBIENT_OBJECTS = ['process', 'globalThis', 'document', 'navigator', 'localStorage', 'console'];
const AMBIENT_CALLS = ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask'];

/** The two codecs that every runtime has; declared by hand since no types are loaded. */
const DECLARED_BY_HAND: Record<string, readonly string[]> = {
  'shared/src/kernel/bytes.ts': ['TextEncoder', 'TextDecoder'],
};

const SERVER_CLOCKS = ['sync-server/src/adapters/', 'sync-server/src/http/edge.ts'];

export function checkPurity(sources: readonly Source[]): Report {
  const code = sources.filter(({ path }) => !isTest(path));
  const shared = code.filter(({ path }) => path.startsWith('shared/src/'));
  const server = code.filter(
    ({ path }) => path.startsWith('sync-server/src/') && !SERVER_CLOCKS.some((prefix) => path.startsWith(prefix)),
  );
  const problems = [
    ...shared.flatMap((source) => ambientIn(source, isAmbient)),
    ...shared.flatMap(declarationsIn),
    ...server.flatMap((source) => ambientIn(source, isClockOrDice)),
    ...checkSharedConfig(),
  ];
  return { problems, note: `${shared.length} pure files, ${server.length} without a clock` };
}

function ambientIn({ path, scripts }: Source, ambient: (node: ts.Node) => string | undefined): Complaint[] {
  const found: Complaint[] = [];
  for (const script of scripts) {
    visit(script, (node) => {
      const name = ambient(node);
      if (name) found.push(complain(`${path}:${lineOf(node)}`, `${name}: take it as an argument`));
    });
  }
  return found;
}

const isAmbient = (node: ts.Node): string | undefined => isClockOrDice(node) ?? isOutside(node);

function isClockOrDice(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date()';
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const member = `${node.expression.text}.${node.name.text}`;
  return AMBIENT_MEMBERS.includes(member) ? member : undefined;
}

function isOutside(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && AMBIENT_CALLS.includes(node.expression.text))
    return node.expression.text;
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  return AMBIENT_OBJECTS.includes(node.expression.text) ? node.expression.text : undefined;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

/** A `declare` would bring in by hand what the types keep out. */
function declarationsIn({ path, scripts }: Source): Complaint[] {
  const found: Complaint[] = [];
  const known = DECLARED_BY_HAND[path] ?? [];
  for (const statement of scripts.flatMap((script) => [...script.statements])) {
    const declared = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!declared?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) continue;
    const name = ts.isClassDeclaration(statement) ? (statement.name?.text ?? '') : '';
    if (!known.includes(name)) found.push(complain(`${path}:${lineOf(statement)}`, 'declares something ambient'));
  }
  return found;
}

/** Without these two lines the compiler would let `window`, `process` and `fetch` into `shared`. */
function checkSharedConfig(): Complaint[] {
  const path = 'shared/tsconfig.json';
  const { compilerOptions } = JSON.parse(readText(path)) as { compilerOptions: { lib?: string[]; types?: string[] } };
  const pure = compilerOptions.lib?.every((lib) => /^ES\d+$/.test(lib)) && compilerOptions.types?.length === 0;
  return pure ? [] : [complain(path, 'must have no DOM in `lib` and nothing in `types`')];
}
