/**
 * `npm run nightly`: the properties of codes, and the two verifiers against each other, at twenty times the length of
 * every day. `LIANGMA_RUNS` sets another. Prints each property with its time; a counterexample ends in the seed that
 * fast-check repeats it by.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = process.env.LIANGMA_RUNS ?? '100000';
const PROPERTIES = ['src/task-code/mutations.test.ts', 'test/independent'];

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
process.exitCode = ran.status === 0 && report.success ? 0 : 1;

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(7)} s`;
}
