/**
 * `npm run nightly`: the properties of codes, and the two verifiers against each other, at twenty times the length of
 * every day (`LIANGMA_RUNS` sets another); then larger worlds of the simulator for longer, by seeds that no night before had.
 * Prints each property with its time; a counterexample ends in the seed that fast-check repeats it by, a world that fails
 * in its script and the command that repeats it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY } from '@liangma/shared/kernel/instant';

const RUNS = process.env.LIANGMA_RUNS ?? '100000';
const PROPERTIES = ['src/task-code/mutations.test.ts', 'test/independent'];
/** Of a world, and how many a night on each store. */
const LARGE = ['--devices', '6', '--replicas', '3', '--hours', '8'];
const WORLDS = 20;

interface Report {
  readonly success: boolean;
  readonly testResults: readonly { readonly assertionResults: readonly TestResult[] }[];
}
interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly duration?: number;
  readonly failureMessages?: readonly string[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'liangma-nightly-'));
const file = join(folder, 'report.json');
const started = performance.now();
const vitest = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'shared', ...PROPERTIES];
const ran = spawnSync(process.execPath, [...vitest, '--reporter=json', `--outputFile=${file}`], {
  ...{ cwd: root, stdio: ['ignore', 'ignore', 'inherit'] as const },
  env: { ...process.env, LIANGMA_RUNS: RUNS },
});
const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
rmSync(folder, { recursive: true });

const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
for (const { fullName, status, duration = 0, failureMessages = [] } of results) {
  console.log(`${status === 'passed' ? '✔' : '✘'} ${seconds(duration)}  ${fullName}`);
  for (const message of failureMessages) console.log(message);
}
const failed = results.filter(({ status }) => status === 'failed').length;
const total = seconds(performance.now() - started).trim();
console.log(`\n${results.length} properties and tables, ${failed} failed, ${RUNS} runs a property, ${total}.`);
const statuses = [ran.status, ...['sqlite', 'postgres'].map(simulated)];
process.exitCode = report.success && statuses.every((status) => status === 0) ? 0 : 1;

function simulated(store: string): number | null {
  const first = WORLDS * Math.floor(Date.now() / DAY) + 1;
  const asked = ['--seeds', `${first}..${first + WORLDS - 1}`, '--store', store, ...LARGE];
  console.log(`\nnpm run simulate -- ${asked.join(' ')}`);
  return spawnSync(process.execPath, [join('scripts', 'simulate.ts'), ...asked], { cwd: root, stdio: 'inherit' })
    .status;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(7)} s`;
}
