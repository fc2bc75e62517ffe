/**
 * `npm run nightly [-- properties|seeds|mutants|worlds|stores|journeys …]`: what the gate has no time to repeat. The properties of
 * codes, and the two verifiers against each other, at fifty times the length of every day (`LIANGMA_RUNS` sets another); the
 * simulator's seeds beyond those of the gate; every mutant, with the seed that finds it; larger worlds for longer, by seeds
 * that no night before had; every look of every screen, the long working day, and an inspection on PostgreSQL in a browser.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY } from '@liangma/shared/kernel/instant';
import { ensureChromium } from '@liangma/testing/chromium';
import { buildWeb } from '../start/build.ts';
import { playProperties } from './properties.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const WORLD = ['--devices', '6', '--replicas', '3', '--hours', '8'];
const SHORT = ['--devices', '2', '--hours', '0.5'];
/** Worlds a night on each store. */
const WORLDS = 20;
const STORES = ['sqlite', 'postgres'] as const;

const PARTS: Record<string, () => boolean | Promise<boolean>> = {
  properties: playProperties,
  seeds: () =>
    all([
      () => simulate('--kept', '--seeds', '1..200', ...SHORT),
      () => simulate('--kept', '--seeds', '1..50', '--store', 'postgres', ...SHORT),
    ]),
  mutants: () => simulate('--mutants', '--seeds', '1..60'),
  worlds: () => all(STORES.map((store) => () => simulate('--seeds', tonight(), '--store', store, ...WORLD))),
  stores: playStores,
  journeys: playJourneys,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const results: string[] = [];
for (const [name, play] of Object.entries(PARTS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const started = performance.now();
  console.log(`\n── ${name}`);
  const passed = await play();
  results.push(`${passed ? '✔' : '✘'} ${name.padEnd(12)} ${((performance.now() - started) / 60_000).toFixed(1)} min`);
  if (!passed) process.exitCode = 1;
}
console.log(`\n${results.join('\n')}`);

/** All of them, also after one has failed. */
function all(plays: readonly (() => boolean)[]): boolean {
  return plays.map((play) => play()).every(Boolean);
}

function tonight(): string {
  const first = WORLDS * Math.floor(Date.now() / DAY) + 1;
  return `${first}..${first + WORLDS - 1}`;
}

function simulate(...args: string[]): boolean {
  console.log(`npm run simulate -- ${args.join(' ')}`);
  return run([join('tools', 'simulator', 'simulate.ts'), ...args]);
}

/** Suites of the server about rules and limits, on both stores. */
function playStores(): boolean {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  return run([vitest, 'run', '--project', 'sync-server'], { LIANGMA_NIGHTLY: '1' });
}

async function playJourneys(): Promise<boolean> {
  const chromium = await ensureChromium();
  await buildWeb({ onlyStale: true });
  const playwright = join('node_modules', '@playwright', 'test', 'cli.js');
  return run([playwright, 'test', '--config', 'e2e/playwright.config.ts'], {
    CHROMIUM_PATH: chromium,
    LIANGMA_NIGHTLY: '1',
  });
}

function run(args: readonly string[], env: Record<string, string> = {}): boolean {
  return (
    spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
  );
}
