/** What a first visit costs over the wire: the page and everything it loads before anybody does anything. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { complain, type Report } from './report.ts';
import { importsOf, parseScript, ROOT } from './sources.ts';

/** Bytes, gzip: HTML, script and styles of the page behind the QR. */
const FIRST_LOAD = 20_000;

interface Page {
  readonly folder: string;
  readonly html: string;
  /** Where the server puts the folder. */
  readonly base: string;
}

const ENTERPRISE: Page = { folder: 'web/enterprise/dist', html: 'index.html', base: '/c/' };
const APP: Page = { folder: 'web/app/build', html: '200.html', base: '/' };

export function checkSize(): Report {
  const missing = [ENTERPRISE, APP].filter(({ folder, html }) => !existsSync(join(ROOT, folder, html)));
  if (missing.length > 0) return { problems: missing.map(({ folder }) => complain(folder, 'is not built')) };
  const [door, shell] = [firstLoad(ENTERPRISE), firstLoad(APP)];
  const note = `/c ${sayBytes(door.bytes)} of ${sayBytes(FIRST_LOAD)}, app shell ${sayBytes(shell.bytes)}`;
  if (door.bytes <= FIRST_LOAD) return { problems: [], note };
  const parts = door.parts.map(([file, bytes]) => `${file} ${bytes}`).join(', ');
  return { problems: [complain(ENTERPRISE.folder, `first load ${door.bytes} bytes, at most ${FIRST_LOAD}: ${parts}`)] };
}

interface Load {
  readonly bytes: number;
  readonly parts: readonly (readonly [string, number])[];
}

/** The page, what its tags name, and what those scripts import before they run. Not what they load later. */
function firstLoad({ folder, html, base }: Page): Load {
  const read = (file: string) => readFileSync(join(ROOT, folder, file), 'utf8');
  const page = read(html);
  const loaded = new Set([html]);
  const queue = [...linkedFrom(page), ...inlineImports(page)].map((url) => fileOf(url, base));
  while (queue.length > 0) {
    const file = queue.pop() as string;
    if (loaded.has(file) || !existsSync(join(ROOT, folder, file))) continue;
    loaded.add(file);
    if (!/\.m?js$/.test(file)) continue;
    for (const url of staticImports(read(file)))
      queue.push(url.startsWith('.') ? posix.join(posix.dirname(file), url) : fileOf(url, base));
  }
  const parts = [...loaded].map((file) => [file, gzipSync(read(file), { level: 9 }).length] as const);
  return { bytes: parts.reduce((sum, [, bytes]) => sum + bytes, 0), parts };
}

const fileOf = (url: string, base: string): string =>
  posix.normalize(url.startsWith(base) ? url.slice(base.length) : url);

const staticImports = (script: string): string[] =>
  importsOf(parseScript('built.js', script)).flatMap(({ specifier, kind }) => (kind === 'static' ? [specifier] : []));

const inlineImports = (page: string): string[] =>
  [...page.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].flatMap(([, script]) => staticImports(script ?? ''));

/** Scripts, styles and module preloads; an icon or a preloaded download is none of the three. */
function linkedFrom(page: string): string[] {
  const tags = [...page.matchAll(/<(script|link)\b[^>]*>/g)].map((match) => match[0]);
  const wanted = tags.filter((tag) => tag.startsWith('<script') || /rel="?(stylesheet|modulepreload)/.test(tag));
  return wanted.flatMap((tag) => /\s(?:src|href)="?([^"\s>]+)/.exec(tag)?.[1] ?? []);
}

const sayBytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
