/**
 * Plain technical English, as far as a machine can tell: no comment opens with a fragment, no literal is spread only to
 * please the formatter, no error is swallowed. What is older is counted by `ratchet.ts`.
 */
import ts from 'typescript';
import { commentsIn, markupCommentsIn } from './comments.ts';
import { compareCounts, type Kind, type Ratchet, readRatchet, sayKind } from './ratchet.ts';
import { type Complaint, complain, type Report } from './report.ts';
import { lineOf, type Source, visit } from './sources.ts';

/** A sentence names its subject first; these words leave it out or point to something said elsewhere. */
const FRAGMENT =
  /^(?:Of|What|Whatever|One|Ones|Those|Whether|Where|Wherever|That|Which|Whichever|Who|Whoever|Whom|Whose|How|As)\b/;

/** Rule ids may stand before the sentence. */
const withoutIds = (text: string): string => text.replace(/^(?:\[[A-Z]+-\d+\]\s*)+/, '');

export function fragmentsIn(source: Source): Complaint[] {
  const comments = [...source.scripts.flatMap(commentsIn), ...markupCommentsIn(source)];
  return comments.flatMap(({ line, text }) => {
    const word = FRAGMENT.exec(withoutIds(text))?.[0];
    return word ? [complain(`${source.path}:${line}`, `opens with “${word}”: begin with the subject`)] : [];
  });
}

/** `{ ...{ a, b }, ...{ c } }` and `[...['a', 'b'], ...(['c'] as const)]`. */
export function packingIn({ path, scripts }: Source): Complaint[] {
  const found: Complaint[] = [];
  for (const script of scripts)
    visit(script, (node) => {
      if (!ts.isSpreadAssignment(node) && !ts.isSpreadElement(node)) return;
      const spread = bare(node.expression);
      if (ts.isObjectLiteralExpression(spread) || ts.isArrayLiteralExpression(spread))
        found.push(complain(`${path}:${lineOf(node)}`, 'spreads a literal: write its parts where they belong'));
    });
  return found;
}

/** `.catch(() => undefined)`, or any other constant, and `catch` blocks without a statement. */
export function swallowsIn({ path, scripts }: Source): Complaint[] {
  const found: Complaint[] = [];
  for (const script of scripts)
    visit(script, (node) => {
      if (isEmptyCatch(node) || isConstantCatch(node))
        found.push(complain(`${path}:${lineOf(node)}`, 'swallows an error: handle it, let it throw, or say why not'));
    });
  return found;
}

const isEmptyCatch = (node: ts.Node): boolean => ts.isCatchClause(node) && node.block.statements.length === 0;

function isConstantCatch(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [handler] = node.arguments;
  if (node.expression.name.text !== 'catch' || !handler) return false;
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) return false;
  return ts.isBlock(handler.body) ? handler.body.statements.length === 0 : isConstant(bare(handler.body));
}

function isConstant(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === 'undefined';
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0;
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0;
  const { kind } = node;
  return (
    ts.isLiteralExpression(node) ||
    ts.isVoidExpression(node) ||
    kind === ts.SyntaxKind.NullKeyword ||
    kind === ts.SyntaxKind.TrueKeyword ||
    kind === ts.SyntaxKind.FalseKeyword
  );
}

function bare(node: ts.Expression | ts.ConciseBody): ts.Node {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return bare(node.expression);
  return node;
}

const KINDS: Readonly<
  Record<Extract<Kind, 'fragments' | 'packing' | 'swallowedErrors'>, (source: Source) => Complaint[]>
> = {
  fragments: fragmentsIn,
  packing: packingIn,
  swallowedErrors: swallowsIn,
};

export function findLanguage(sources: readonly Source[]): { kind: Kind; found: Complaint[] }[] {
  return Object.entries(KINDS).map(([kind, find]) => ({ kind: kind as Kind, found: sources.flatMap(find) }));
}

export function checkLanguage(sources: readonly Source[], kept: Ratchet = readRatchet()): Report {
  const kinds = findLanguage(sources);
  return {
    problems: kinds.flatMap(({ kind, found }) => compareCounts(kind, kept[kind], found)),
    note: `${kinds.map(({ kind, found }) => `${found.length} ${sayKind(kind)}`).join(', ')} left`,
  };
}
