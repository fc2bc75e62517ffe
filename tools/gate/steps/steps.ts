/** The steps of the gate, how long each takes, and which one each needs. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkComponents } from '../checks/components.ts';
import { checkDependencies } from '../checks/dependencies.ts';
import { checkDocs } from '../checks/docs.ts';
import { checkExactVersions } from '../checks/exact-versions.ts';
import { checkLanguage } from '../checks/language.ts';
import { checkLeaks } from '../checks/leaks.ts';
import { checkLicences } from '../checks/licences.ts';
import { checkOldestBrowser } from '../checks/oldest-browser.ts';
import { checkPurity } from '../checks/purity.ts';
import { type Report, sayComplaint } from '../checks/report.ts';
import { checkRules } from '../checks/rules.ts';
import { checkShape } from '../checks/shape.ts';
import { checkSize } from '../checks/size.ts';
import { ROOT, readSources, readText, repositoryFiles } from '../checks/sources.ts';
import { checkTypeCircles } from '../checks/type-circles.ts';
import { checkWords } from '../checks/words.ts';
import type { Timed } from './pace.ts';
import { runTool, type ToolRun } from './tool.ts';

export interface StepResult extends ToolRun {
  readonly note: string;
}

/** Hears how much of a step is done, 0 to 1, and in words. */
export type Progress = (share: number, words: string) => void;

export interface Step extends Timed {
  /** The step that has to pass before. */
  readonly needs?: string;
  run(progress: Progress): Promise<StepResult>;
}

const files = repositoryFiles();
const sources = readSources(files);

const own = (name: string, check: () => Report | Promise<Report>, needs?: string): Step => ({
  name,
  seconds: 2,
  ...(needs === undefined ? {} : { needs }),
  run: async () => {
    const { problems, warnings = [], note = '' } = await check();
    const summary = warnings.length > 0 ? `${note}, ${warnings.length} to think about` : note;
    const output = [...problems, ...(problems.length > 0 ? warnings : [])].map(sayComplaint).join('\n');
    return { passed: problems.length === 0, output, note: summary };
  },
});

const tool = (name: string, seconds: number, command: string, args: readonly string[], folder = ''): Step => ({
  name,
  seconds,
  needs: 'prepare',
  run: async () => ({ ...(await runTool(command, args, folder)), note: '' }),
});

/** Components are checked by svelte-check, which checks the TypeScript beside them too. */
const SVELTE_PROJECTS = ['web/app', 'web/enterprise'];

/** TypeScript 7 checks types in a fifth of the time; its API, which our own checks and svelte-check use, is version 6's still. */
const TSC = join('node_modules', 'typescript7', 'bin', 'tsc');
/** Its four threads each judge the types that they share: twice the work, on cores that other steps wait for. */
const ONE_THREAD = '--singleThreaded';

const typeSteps: readonly Step[] = files
  .filter((path) => /(^|\/)tsconfig\.json$/.test(path) && !SVELTE_PROJECTS.includes(dirname(path)))
  .map((path) =>
    tool(`types:${dirname(path).replace(/^\.$/, 'root')}`, 4, 'node', [TSC, ONE_THREAD, '--project', path]),
  );

/** Vitest leaves one core free: of two that is half, while tests of servers and databases wait more than they reckon. */
const WORKERS = '--maxWorkers=2';

/** The unit tests, or some projects of them; the whole suite leaves its report for `.ci/run`. */
const tests = (name: string, seconds: number, args: readonly string[]): Step => ({
  name,
  seconds,
  needs: 'prepare',
  run: async () => {
    const report = `test-results/${name === 'tests' ? 'vitest' : name.replace(':', '-')}.json`;
    mkdirSync(join(ROOT, dirname(report)), { recursive: true });
    rmSync(join(ROOT, report), { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ran = await runTool('vitest', ['run', WORKERS, ...reporters, ...args]);
    return { ...ran, note: existsSync(join(ROOT, report)) ? sayCounts(readText(report)) : 'no report' };
  },
});

function sayCounts(report: string): string {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(report) as Record<string, number>;
  return `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`;
}

/** Phones, servers and all that goes wrong between them, by fixed seeds (tools/simulator/simulate.ts). */
const simulation = (name: string, seconds: number, args: readonly string[]): Step => ({
  name: `simulate:${name}`,
  seconds,
  needs: 'prepare',
  run: async () => {
    const report = `test-results/simulate-${name}.json`;
    rmSync(join(ROOT, report), { force: true });
    const ran = await runTool('node', ['tools/simulator/simulate.ts', '--report', report, ...args]);
    const { passed, failed } = existsSync(join(ROOT, report)) ? JSON.parse(readText(report)) : {};
    return { ...ran, note: passed === undefined ? 'no report' : `${passed} passed, ${failed} failed` };
  },
});

/** So that many seeds fit into the minutes of a gate. */
const SHORT = ['--devices', '2', '--hours', '0.5'];

/** Writes `web/app/.svelte-kit`, which a clean checkout does not have. */
export const PREPARE: Step = {
  name: 'prepare',
  seconds: 2,
  run: async () => ({ ...(await runTool('svelte-kit', ['sync'], 'web/app')), note: '' }),
};

/** Needed by all that look at the built pages. */
const BUILD = tool('build', 25, 'npm', ['run', '--silent', 'build']);

/** In this order where nothing has to be waited for: the build first, for the journeys, then the quick ones, then the longest. */
const CHECKS: readonly Step[] = [
  tool('lint', 10, 'biome', ['check', '--error-on-warnings', '.']),
  own('dependencies', () => checkDependencies(sources)),
  own('purity', () => checkPurity(sources)),
  own('shape', () => checkShape(sources, files)),
  own('components', () => checkComponents(sources, files)),
  own('rules', () => checkRules(sources)),
  own('words', () => checkWords(files)),
  own('circles', () => checkTypeCircles(sources)),
  own('language', () => checkLanguage(sources)),
  own('docs', () => checkDocs(files, sources)),
  own('licences', checkLicences),
  own('versions', () => checkExactVersions(files)),
  own('leaks', () => checkLeaks(files)),
  tool('unused', 10, 'knip', ['--no-progress']),
];
const TYPES: readonly Step[] = [
  ...typeSteps,
  tool('types:web/app', 25, 'svelte-check', ['--fail-on-warnings'], 'web/app'),
  tool('types:web/enterprise', 12, 'svelte-check', ['--fail-on-warnings'], 'web/enterprise'),
];

export const STEPS: readonly Step[] = [
  BUILD,
  ...CHECKS,
  tests('tests', 120, []),
  simulation('sqlite', 50, ['--kept', '--seeds', '1..24', ...SHORT]),
  simulation('postgres', 60, ['--rare', '--seeds', '1..8', '--store', 'postgres', ...SHORT]),
  simulation('mutants', 18, ['--mutants', '--kept', '--seeds', '1..24', ...SHORT]),
  ...TYPES,
  own('size', checkSize, BUILD.name),
  own('oldest-browser', checkOldestBrowser, BUILD.name),
];

/** For the inner loop: what a change breaks most often, without builds, simulated worlds and browsers. */
export const QUICK: readonly Step[] = [
  PREPARE,
  ...CHECKS,
  ...TYPES,
  tests('tests:pure', 30, ['--project', 'shared', '--project', 'web']),
  // Only what the files that differ from the last commit can have broken: the whole of it starts servers and databases.
  tests('tests:changed', 20, ['--project', 'sync-server', '--project', 'tools', '--changed', '--passWithNoTests']),
];
