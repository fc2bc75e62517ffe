/** Finds a Chromium to test with; installs one where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Draws pages without a window: the same browser, and journeys take two thirds of the time. */
const SHELL = 'chromium-headless-shell';
const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const candidates = [...onPath(...ON_PATH), ...ELSEWHERE];
  const { chromium } = await import('@playwright/test');
  return [...candidates, chromium.executablePath()].find((path) => path !== '' && existsSync(path));
}

/** Chromium for journeys: its shell where there is one or one can be installed at once, else any. */
export async function ensureShell(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return ensureChromium();
  const find = (): string | undefined => onPath(SHELL).find((path) => existsSync(path));
  if (!find() && canInstall()) install(SHELL);
  return find() ?? ensureChromium();
}

/** Throws with what to do when none can be had. */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found) return found;
  console.log('No Chromium found; installing one …');
  if (canInstall()) install('chromium');
  else run(process.execPath, [join('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium']);
  const installed = await findChromium();
  if (!installed) throw new Error('No Chromium could be installed. Install one and name it in CHROMIUM_PATH.');
  return installed;
}

const onPath = (...names: readonly string[]): string[] =>
  (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function install(browser: string): void {
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', browser, 'fonts-noto-cjk']);
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
