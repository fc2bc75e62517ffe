/** No document names a path that does not exist; no comment names a document that does not. */
import { posix } from 'node:path';
import { type Complaint, complain, type Report } from './report.ts';
import { readText, type Source } from './sources.ts';

/** Folders that a build, a test or the running server makes. */
const MADE = ['web/app/build', 'web/enterprise/dist', 'test-results', '.data', 'node_modules'];

export function checkDocs(files: readonly string[], sources: readonly Source[]): Report {
  const paths = new Set(files.flatMap(withFolders));
  const documents = files.filter((path) => path.endsWith('.md'));
  const problems = [
    ...documents.flatMap((document) => judgeDocument(document, paths)),
    ...sources.flatMap((source) => judgeComments(source, files)),
  ];
  return { problems, note: `${documents.length} documents` };
}

const withFolders = (path: string): string[] => {
  const steps = path.split('/');
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
};

function judgeDocument(document: string, paths: ReadonlySet<string>): Complaint[] {
  const lines = withoutBlocks(readText(document)).split('\n');
  return lines.flatMap((line, i) => {
    const dead = [
      ...ticksIn(line).filter((path) => !exists(path, paths)),
      ...linksIn(line).filter((link) => !paths.has(posix.normalize(posix.join(posix.dirname(document), link)))),
    ];
    return dead.map((path) => complain(`${document}:${i + 1}`, `names ${path}, which does not exist`));
  });
}

/** Fenced blocks hold pictures and commands; their lines stay as empty ones. */
const withoutBlocks = (text: string): string =>
  text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ''));

/** Words in backticks that look like a path of this repository, or like a file of it. */
function ticksIn(line: string): string[] {
  return [...line.matchAll(/`([^`\s]+)`/g)]
    .map((match) => (match[1] as string).replace(/:\d+$/, ''))
    .filter((word) => /^(shared|sync-server|web|e2e|tools|docs|\.ci)\//.test(word) || isFileName(word));
}

const isFileName = (word: string): boolean => /^[\w.-]*\w\.(ts|svelte|md|mjs|css)$/.test(word) && !word.startsWith('.');

const linksIn = (line: string): string[] =>
  [...line.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map((match) => decodeURIComponent(match[1] as string));

function exists(word: string, paths: ReadonlySet<string>): boolean {
  const path = word.replace(/\/?\*.*$/, '').replace(/\/$/, '');
  if (MADE.some((made) => path === made || path.startsWith(`${made}/`))) return true;
  if (word.includes('/')) return paths.has(path);
  return [...paths].some((known) => known === path || known.endsWith(`/${path}`));
}

/** `docs/adr/0001` means the file that begins so; `docs/task-code.md §3` needs a third section there. */
function judgeComments({ path, text }: Source, files: readonly string[]): Complaint[] {
  if (path.startsWith('tools/gate/')) return [];
  return [...text.matchAll(/\b(docs\/[\w./-]*\w)(?: §(\d+))?/g)].flatMap(([, named = '', section]) => {
    const document = files.find(
      (file) => file === named || file.startsWith(`${named}-`) || file.startsWith(`${named}/`),
    );
    if (!document) return [complain(path, `names ${named}, which does not exist`)];
    if (section && !new RegExp(`^## ${section}\\b`, 'm').test(readText(document)))
      return [complain(path, `${named} has no section ${section}`)];
    return [];
  });
}
