/**
 * The gate: everything but the browser. `npm run verify` runs all steps, `npm run verify -- lint types` some of
 * them. One line a step; only a step that fails shows its output.
 */
import { PREPARE, STAGES, type Step } from './checks/steps.ts';

/** As many as the machines of our CI have cores. */
const SIDE_BY_SIDE = 2;

const wanted = process.argv.slice(2);
const isNamed = ({ name }: Step, w: string) => name === w || name.startsWith(`${w}:`);
const isWanted = (step: Step) => wanted.length === 0 || wanted.some((w) => isNamed(step, w));
const unknown = wanted.filter((w) => !STAGES.flat().some((step) => isNamed(step, w)));
if (unknown.length > 0) {
  const names = STAGES.flat().map(({ name }) => name);
  console.error(`There is no step ${unknown.join(', ')}. Steps: ${names.join(', ')}`);
  process.exit(2);
}
const stages = STAGES.map((stage) => stage.filter(isWanted)).filter((stage) => stage.length > 0);

const started = performance.now();
const failed: string[] = [];
if (stages.flat().some(({ prepared }) => prepared)) await runStep(PREPARE);
for (const stage of stages) await runSideBySide(stage);
const total = seconds(performance.now() - started);
console.log(failed.length === 0 ? `\nAll passed in ${total}.` : `\nFailed: ${failed.join(', ')} (${total}).`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runSideBySide(steps: readonly Step[]): Promise<void> {
  const waiting = [...steps];
  const take = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await runStep(step);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, take));
}

async function runStep(step: Step): Promise<void> {
  const start = performance.now();
  const { passed, output, note } = await step.run();
  const time = seconds(performance.now() - start).padStart(7);
  console.log(`${passed ? '✔' : '✘'} ${step.name.padEnd(30)} ${time}  ${note}`.trimEnd());
  if (passed) return;
  failed.push(step.name);
  console.log(output.trimEnd());
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
