/** The comments of a file, each with its first words. Neighbouring `//` lines are one comment. */
import ts from 'typescript';
import type { Source } from './sources.ts';

export interface Comment {
  readonly line: number;
  /** Without the signs of a comment, on one line. */
  readonly text: string;
}

export function commentsIn(script: ts.SourceFile): Comment[] {
  const { text } = script;
  const ranges = new Map<number, ts.CommentRange>();
  const look = (node: ts.Node): void => {
    const around = [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ];
    // Within JSX or a template the text may look like a comment; there is no token before it.
    if (node.kind !== ts.SyntaxKind.JsxText) for (const range of around) ranges.set(range.pos, range);
    for (const child of node.getChildren(script)) if (!isInTemplate(child)) look(child);
  };
  look(script);
  const lineAt = (pos: number): number => script.getLineAndCharacterOfPosition(pos).line + 1;
  const comments: Comment[] = [];
  let lastLine = -1;
  for (const { pos, end, kind } of [...ranges.values()].sort((a, b) => a.pos - b.pos)) {
    const line = lineAt(pos);
    const isLineComment = kind === ts.SyntaxKind.SingleLineCommentTrivia;
    if (!(isLineComment && line === lastLine + 1)) comments.push({ line, text: plain(text.slice(pos, end)) });
    lastLine = isLineComment ? line : -1;
  }
  return comments;
}

/** The pieces of a template string: `//` in them is text. */
const isInTemplate = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.TemplateHead ||
  node.kind === ts.SyntaxKind.TemplateMiddle ||
  node.kind === ts.SyntaxKind.TemplateTail;

/** Comments of the markup and the styles of a component. */
export function markupCommentsIn({ path, text }: Pick<Source, 'path' | 'text'>): Comment[] {
  if (!path.endsWith('.svelte')) return [];
  const markup = text.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, (script) => script.replace(/[^\n]/g, ' '));
  return [...markup.matchAll(/<!--([\s\S]*?)-->|\/\*([\s\S]*?)\*\//g)].map(({ index, 1: html, 2: css }) => ({
    line: markup.slice(0, index).split('\n').length,
    text: plain(html ?? css ?? ''),
  }));
}

const plain = (comment: string): string =>
  comment
    .replace(/^\/\*+|\*+\/$|^\/\/+/g, '')
    .replace(/^\s*\*? ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
