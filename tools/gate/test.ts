/**
 * `npm test`: the whole gate, the journeys in a browser included. `npm test -- quick`: what a change breaks most often, in two
 * minutes and without a browser. Anything else behind `--` names the journeys that are played beside all checks.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './checks/sources.ts';
import { journeys } from './steps/journeys.ts';
import { runSteps } from './steps/run-steps.ts';
import { PREPARE, QUICK, STEPS } from './steps/steps.ts';
import { sayTotal } from './steps/total.ts';

const args = process.argv.slice(2);
const started = performance.now();
const reports = join(ROOT, 'test-results');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports);

// The journeys right behind the build: they take longest.
const [build, ...others] = STEPS;
const all = [PREPARE, ...(build ? [build] : []), journeys(args), ...others];
sayTotal(await runSteps(args[0] === 'quick' ? QUICK : all), started);
