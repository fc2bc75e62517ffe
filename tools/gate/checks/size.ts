/** Limits of what a first visit costs over the wire. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Complaint, complain, type Report } from './report.ts';
import { importsOf, parseScript, ROOT } from './sources.ts';

/** Most bytes of the page behind the QR until the verdict: page, trust file and headers; in English its words too. */
const LIMITS = { chinese: 20_000, english: 24_000 } as const;
/** Hours of the demo's day at which the page is measured: the trust file changes as codes are issued and withdrawn. */
const HOURS = [8, 12, 16, 20, 23];

interface Page {
  readonly folder: string;
  readonly html: string;
  /** Path under which the server serves the folder. */
  readonly base: string;
}

const ENTERPRISE: Page = { folder: 'web/enterprise/dist', html: 'index.html', base: '/c/' };
const APP: Page = { folder: 'web/app/build', html: '200.html', base: '/' };

export async function checkSize(): Promise<Report> {
  const missing = [ENTERPRISE, APP].filter(({ folder, html }) => !existsSync(join(ROOT, folder, html)));
  if (missing.length > 0) return { problems: missing.map(({ folder }) => complain(folder, 'is not built')) };
  // Only here: other steps need no server.
  const { firstLoadAt } = await import('./first-load.ts');
  const problems: Complaint[] = [];
  const most = { chinese: 0, english: 0 };
  for (const hour of HOURS) {
    const load = await firstLoadAt(hour);
    for (const language of ['chinese', 'english'] as const) {
      most[language] = Math.max(most[language], load[language]);
      if (load[language] <= LIMITS[language]) continue;
      const parts = load.parts.map(([path, bytes]) => `${path} ${bytes}`).join(', ');
      const what = `${hour}:00, ${language}: ${load[language]} bytes, at most ${LIMITS[language]}: ${parts}`;
      problems.push(complain(ENTERPRISE.folder, what));
    }
  }
  const note = `/c ${sayBytes(most.chinese)} of ${sayBytes(LIMITS.chinese)}, English ${sayBytes(most.english)} of ${sayBytes(LIMITS.english)}, app shell ${sayBytes(firstLoad(APP).bytes)}`;
  return { problems, note };
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
