/** The repository as the checks see it: its files, and what each one imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Made by tools or by people's use, never written by hand. */
const GENERATED = new Set([
  'node_modules',
  '.git',
  '.svelte-kit',
  'build',
  'dist',
  'coverage',
  'test-results',
  'playwright-report',
  '.data',
]);

/** Every file of the repository, relative to its root, with forward slashes. Works without git. */
export function repositoryFiles(folder = ''): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (GENERATED.has(entry.name)) return [];
    return entry.isDirectory() ? repositoryFiles(path) : [path.replaceAll(sep, '/')];
  });
}

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const isTest = (path: string): boolean => /\.(test|spec)\.ts$/.test(path) || /^[\w-]+\/test\//.test(path);

export interface Import {
  readonly specifier: string;
  /** A `type` import leaves nothing at run time; `lazy` is `import()`. */
  readonly kind: 'static' | 'lazy' | 'type';
  readonly line: number;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  /** The file itself, or each script of a component. */
  readonly scripts: readonly ts.SourceFile[];
  readonly imports: readonly Import[];
}

/** All TypeScript, JavaScript and Svelte files, tests included. */
export function readSources(files: readonly string[]): Source[] {
  return files
    .filter((path) => /\.(ts|js|mjs|svelte)$/.test(path))
    .map((path) => {
      const text = readText(path);
      const scripts = scriptsOf(path, text);
      return { path, text, scripts, imports: scripts.flatMap(importsOf) };
    });
}

export const lineOf = (node: ts.Node): number => {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
};

/** Depth first over everything below a node, the node itself included. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

export const parseScript = (path: string, code: string): ts.SourceFile =>
  ts.createSourceFile(path, code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);

function scriptsOf(path: string, text: string): ts.SourceFile[] {
  if (!path.endsWith('.svelte')) return [parseScript(path, text)];
  // Blank lines before each script keep its line numbers.
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => {
    const before = text.slice(0, match.index + match[0].indexOf('>') + 1);
    return parseScript(path, '\n'.repeat(before.split('\n').length - 1) + match[1]);
  });
}

export function importsOf(file: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, kind: Import['kind']) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ specifier: specifier.text, kind, line: lineOf(node) });
  };
  visit(file, (node) => {
    if (ts.isImportDeclaration(node))
      add(node, node.moduleSpecifier, node.importClause?.isTypeOnly ? 'type' : 'static');
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], 'lazy');
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, 'type');
  });
  return found;
}
