/** `npm run verify`: everything but the browser. `npm run verify -- lint types` runs some of the steps. */
import { runSteps } from './steps/run-steps.ts';
import { PREPARE, STEPS, type Step } from './steps/steps.ts';
import { sayTotal } from './steps/total.ts';

const wanted = process.argv.slice(2);
const isNamed = ({ name }: Step, w: string) => name === w || name.startsWith(`${w}:`);
const unknown = wanted.filter((w) => !STEPS.some((step) => isNamed(step, w)));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. Steps: ${STEPS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const started = performance.now();
const steps = STEPS.filter((step) => wanted.length === 0 || wanted.some((w) => isNamed(step, w)));
const prepared = steps.some(({ needs }) => needs === PREPARE.name) ? [PREPARE] : [];
sayTotal(await runSteps([...prepared, ...steps]), started);
