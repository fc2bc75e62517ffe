/** Runs each mutant until a seed finds it out. */
import { MUTANTS, type Mutant } from './mutants.ts';
import { type RunResult, run } from './run.ts';
import type { OpenStage } from './stage.ts';
import type { Shape } from './steps.ts';
import type { Stage } from './world.ts';

/** Gives how many mutants none of the seeds found out. */
export async function hunt(
  stage: OpenStage,
  seeds: readonly number[],
  shapeOf: (seed: number) => Shape,
): Promise<number> {
  let missed = 0;
  for (const mutant of MUTANTS) {
    const began = performance.now();
    const mutated = await stage.without(mutant.replaced, mutant.tampering ?? {});
    const caught = await firstWrong(mutated, [...new Set([mutant.seed, ...seeds])].map(shapeOf));
    console.log(sayCaught(mutant, caught, seeds.length, performance.now() - began));
    if (!caught) missed++;
  }
  console.log(`${MUTANTS.length} mutants of ${seeds.length} seeds, ${missed} not caught.`);
  return missed;
}

async function firstWrong(stage: Stage, shapes: readonly Shape[]): Promise<RunResult | undefined> {
  for (const shape of shapes) {
    const result = await run(stage, shape);
    if (result.wrong.length > 0) return result;
  }
  return undefined;
}

function sayCaught({ name }: Mutant, caught: RunResult | undefined, seeds: number, ms: number): string {
  const seconds = (ms / 1000).toFixed(1).padStart(6);
  const how = caught ? `by seed ${caught.shape.seed}: ${caught.wrong[0]}` : `by none of ${seeds} seeds`;
  return `${caught ? '✔' : '✘'} ${seconds} s  ${name}\n            caught ${how}`;
}
