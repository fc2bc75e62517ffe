/** The steps of the gate. Those of one stage may run side by side; a stage begins when the one before has ended. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkComponents } from './components.ts';
import { checkDependencies } from './dependencies.ts';
import { checkDocs } from './docs.ts';
import { checkLeaks } from './leaks.ts';
import { checkLicences } from './licences.ts';
import { checkOldestBrowser } from './oldest-browser.ts';
import { checkPurity } from './purity.ts';
import { type Report, sayComplaint } from './report.ts';
import { checkRules } from './rules.ts';
import { checkShape } from './shape.ts';
import { checkSize } from './size.ts';
import { ROOT, readSources, readText, repositoryFiles } from './sources.ts';
import { runTool, type ToolRun } from './tool.ts';
import { checkWords } from './words.ts';

export interface StepResult extends ToolRun {
  readonly note: string;
}

export interface Step {
  readonly name: string;
  /** Reads the types and settings that `PREPARE` writes. */
  readonly prepared?: true;
  run(): Promise<StepResult>;
}

const files = repositoryFiles();
const sources = readSources(files);

const own = (name: string, check: () => Report): Step => ({
  name,
  run: async () => {
    const { problems, warnings = [], note = '' } = check();
    const said = warnings.length > 0 ? `${note}, ${warnings.length} to think about` : note;
    const output = [...problems, ...(problems.length > 0 ? warnings : [])].map(sayComplaint).join('\n');
    return { passed: problems.length === 0, output, note: said };
  },
});

const tool = (name: string, command: string, args: readonly string[], folder = ''): Step => ({
  name,
  prepared: true,
  run: async () => ({ ...(await runTool(command, args, folder)), note: '' }),
});

/** Components are checked by svelte-check, which checks the TypeScript beside them too. */
const SVELTE_PROJECTS = ['web/app', 'web/enterprise'];

const typeSteps: readonly Step[] = files
  .filter((path) => /(^|\/)tsconfig\.json$/.test(path) && !SVELTE_PROJECTS.includes(dirname(path)))
  .map((path) => tool(`types:${dirname(path).replace(/^\.$/, 'root')}`, 'tsc', ['--project', path]));

const tests: Step = {
  name: 'tests',
  prepared: true,
  run: async () => {
    const report = 'test-results/vitest.json';
    mkdirSync(join(ROOT, dirname(report)), { recursive: true });
    rmSync(join(ROOT, report), { force: true });
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ran = await runTool('vitest', args);
    return { ...ran, note: existsSync(join(ROOT, report)) ? sayCounts(readText(report)) : 'no report' };
  },
};

function sayCounts(report: string): string {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(report) as Record<string, number>;
  return `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`;
}

/** Phones, servers and all that goes wrong between them, by fixed seeds (scripts/simulate.ts). */
const simulation = (name: string, args: readonly string[]): Step => ({
  name: `simulate:${name}`,
  prepared: true,
  run: async () => {
    const report = `test-results/simulate-${name}.json`;
    rmSync(join(ROOT, report), { force: true });
    const ran = await runTool('node', ['scripts/simulate.ts', '--report', report, ...args]);
    const { passed, failed } = existsSync(join(ROOT, report)) ? JSON.parse(readText(report)) : {};
    return { ...ran, note: passed === undefined ? 'no report' : `${passed} passed, ${failed} failed` };
  },
});

/** So that many seeds fit into the minutes of a gate. */
const SHORT = ['--devices', '2', '--hours', '0.5'];

/** Writes `web/app/.svelte-kit`, which a clean checkout does not have. */
export const PREPARE: Step = tool('prepare', 'svelte-kit', ['sync'], 'web/app');

export const STAGES: readonly (readonly Step[])[] = [
  [
    tool('lint', 'biome', ['check', '--error-on-warnings', '.']),
    own('dependencies', () => checkDependencies(sources)),
    own('purity', () => checkPurity(sources)),
    own('shape', () => checkShape(sources)),
    own('components', () => checkComponents(sources, files)),
    own('rules', () => checkRules(sources)),
    own('words', () => checkWords(files)),
    own('docs', () => checkDocs(files, sources)),
    own('licences', checkLicences),
    own('leaks', () => checkLeaks(files)),
    tool('unused', 'knip', ['--no-progress']),
    ...typeSteps,
    tool('types:web/app', 'npm', ['run', '--silent', 'check', '--workspace=web/app']),
    tool('types:web/enterprise', 'svelte-check', ['--fail-on-warnings'], 'web/enterprise'),
  ],
  [
    // The longest first. The tests keep one core busy, as each simulation does.
    tests,
    simulation('mutants', ['--mutants', '--seeds', '1..60']),
    simulation('sqlite', ['--kept', '--seeds', '1..200', ...SHORT]),
    simulation('postgres', ['--kept', '--seeds', '1..50', '--store', 'postgres', ...SHORT]),
  ],
  [tool('build', 'npm', ['run', '--silent', 'build'])],
  [own('size', checkSize), own('oldest-browser', checkOldestBrowser)],
];
