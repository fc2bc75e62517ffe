/** Printer over a Chromium of the machine: a process for each document, without network, without the environment of the server. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MINUTE } from '@liangma/shared/kernel/instant';
import type { Paper, Printer } from '../../ports/printer.ts';
import { type PaperFiles, paperPage } from './paper-page.ts';

/** Names under which systems install it. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'chromium-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

export interface ChromiumSettings {
  /** Path from CHROMIUM_PATH; `none` looks for no browser. */
  readonly path: string | undefined;
  readonly sandbox: boolean;
}

/** Returns the path of a browser that may be run; undefined where there is none. */
export function findBrowser(named: string | undefined, searched = process.env.PATH ?? ''): string | undefined {
  if (named === 'none') return undefined;
  const folders = searched.split(delimiter).filter(Boolean);
  const candidates = named ? [named] : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(mayRun);
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const noPrinter: Printer = {
  state: 'no-browser',
  print: () => Promise.reject(new Error('this server prints nothing')),
};

export function chromiumPrinter(
  { path, sandbox }: ChromiumSettings,
  files: PaperFiles | undefined,
  isRoot = process.getuid?.() === 0,
): Printer {
  const browser = findBrowser(path);
  if (!browser) return noPrinter;
  if (isRoot && sandbox) return { ...noPrinter, state: 'as-root' };
  if (!files) return { ...noPrinter, state: 'no-pages' };
  return {
    state: 'ready',
    print: (paper) => printIn({ browser, sandbox }, paperPage(files, paper), paper),
  };
}

interface Browser {
  readonly browser: string;
  readonly sandbox: boolean;
}

/** The page and the profile live in a folder that only this user may read, and go with it. */
async function printIn(how: Browser, page: string, { kind }: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'liangma-print-'));
  try {
    await writeFile(join(folder, 'page.html'), page, { mode: 0o600 });
    const said = await runBrowser(how, folder);
    const pdf = join(folder, 'page.pdf');
    if (!existsSync(pdf)) throw new Error(`Chromium printed no ${kind}: ${said.trim().slice(-300)}`);
    return Uint8Array.from(await readFile(pdf));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Longest time that a document may take. */
const LONGEST_PRINT = MINUTE;

/** Every request fails: no name resolves, and the proxy for all addresses does not exist. */
const NO_NETWORK = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-breakpad',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pdf-header-footer',
  ...NO_NETWORK,
];

/** Resolves with what the browser said on its standard error. */
function runBrowser({ browser, sandbox }: Browser, folder: string): Promise<string> {
  const args = [
    ...FLAGS,
    ...(sandbox ? [] : ['--no-sandbox']),
    `--user-data-dir=${join(folder, 'profile')}`,
    `--print-to-pdf=${join(folder, 'page.pdf')}`,
    pathToFileURL(join(folder, 'page.html')).href,
  ];
  // The environment of the server holds secrets.
  const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' };
  return new Promise((resolve, reject) => {
    const child = spawn(browser, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
    const late = setTimeout(() => endAll(child.pid), LONGEST_PRINT);
    child.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    child.once('close', () => {
      clearTimeout(late);
      resolve(said);
    });
  });
}

/** Ends the browser with its helper processes, which are one group. */
function endAll(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}
