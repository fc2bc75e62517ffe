/** The properties at their nightly length. A counterexample ends in the seed by which fast-check repeats it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = process.env.LIANGMA_RUNS ?? '100000';
/** Invented counties in which desk and server are compared. */
const COUNTIES = process.env.LIANGMA_COUNTIES ?? '3000';
const PROPERTIES = ['src/task-code/mutations.test.ts', 'test/independent', 'test/compliance/same-facts.test.ts'];

const PROJECTS = ['--project', 'shared', '--project', 'sync-server'];

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

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Prints each property with its time. */
export function playProperties(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-nightly-'));
  const file = join(folder, 'report.json');
  const vitest = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...PROJECTS, ...PROPERTIES];
  const ran = spawnSync(process.execPath, [...vitest, '--reporter=json', `--outputFile=${file}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LIANGMA_RUNS: RUNS, LIANGMA_COUNTIES: COUNTIES },
  });
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  rmSync(folder, { recursive: true });
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  for (const { fullName, status, duration = 0, failureMessages = [] } of results) {
    const seconds = (duration / 1000).toFixed(1).padStart(7);
    console.log(`${status === 'passed' ? '✔' : '✘'} ${seconds} s  ${fullName}`);
    for (const message of failureMessages) console.log(message);
  }
  const failed = results.filter(({ status }) => status === 'failed').length;
  console.log(
    `${results.length} properties and tables, ${failed} failed, ${RUNS} runs a property, ${COUNTIES} counties.`,
  );
  return report.success && ran.status === 0;
}
