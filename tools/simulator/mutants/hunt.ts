/** Runs each mutant until a seed or a kept script finds it out. */
import { KEPT } from '../kept/kept.ts';
import { type RunResult, run } from '../run.ts';
import { scriptOf } from '../script/script.ts';
import type { Shape, Step } from '../script/steps.ts';
import type { OpenStage } from '../stage.ts';
import type { Stage } from '../world/world.ts';
import type { Mutant } from './mutant.ts';
import { PAGE_MUTANTS } from './page-mutants.ts';
import { SERVER_MUTANTS } from './server-mutants.ts';

export interface Wanted {
  /** Stand in the names of the mutants that are meant. */
  readonly words: string;
  /** Only the mutants of the gate; the rest is played at night. */
  readonly byDay: boolean;
}

/** Returns how many mutants were found out, and how many were not. */
export async function hunt(
  stage: OpenStage,
  seeds: readonly number[],
  shapeOf: (seed: number) => Shape,
  { words, byDay }: Wanted,
): Promise<{ passed: number; failed: number }> {
  const mutants = [...SERVER_MUTANTS, ...PAGE_MUTANTS].filter(
    (mutant) => mutant.name.includes(words) && (mutant.byDay || !byDay),
  );
  if (mutants.length === 0) console.log(`✘ no safeguard is named “${words}”`);
  const wrongWithout = new Map<string, boolean>();
  const rows: string[] = [];
  let failed = 0;
  for (const mutant of mutants) {
    const began = performance.now();
    const mutated = await stage.without(mutant.substitute, mutant.tampering ?? {});
    const caught = await firstWrong({ stage, mutated, wrongWithout }, mutant.caughtBy, seeds.map(shapeOf), shapeOf);
    console.log(sayCaught(mutant, caught, seeds.length, performance.now() - began));
    rows.push(`| ${mutant.name} | ${caught?.by ?? 'nothing'} | ${mutant.byDay ? 'gate and nightly' : 'nightly'} |`);
    if (!caught) failed++;
  }
  console.log(['', '| mutant | found by | played by |', '|---|---|---|', ...rows, ''].join('\n'));
  console.log(`${mutants.length} mutants of ${seeds.length} seeds, ${failed} not caught.`);
  return { passed: mutants.length - failed, failed: failed + Number(mutants.length === 0) };
}

interface Caught {
  readonly by: string;
  readonly result: RunResult;
}

async function firstWrong(
  stages: Stages,
  first: Mutant['caughtBy'],
  shapes: readonly Shape[],
  shapeOf: (seed: number) => Shape,
): Promise<Caught | undefined> {
  const kept = KEPT.find(({ name }) => name === first);
  if (kept) {
    const caught = await difference(stages, kept.name, kept.shape, kept.script);
    if (caught) return caught;
  }
  const known = typeof first === 'number' ? [shapeOf(first)] : [];
  for (const shape of [...known, ...shapes.filter(({ seed }) => seed !== first)]) {
    const caught = await difference(stages, `seed ${shape.seed}`, shape, scriptOf(shape));
    if (caught) return caught;
  }
  return undefined;
}

interface Stages {
  readonly stage: Stage;
  readonly mutated: Stage;
  /** Tells of a seed or kept script whether it fails without any mutant. All mutants share the result. */
  readonly wrongWithout: Map<string, boolean>;
}

/** Returns what is wrong with the mutant and not without it. */
async function difference(
  { stage, mutated, wrongWithout }: Stages,
  by: string,
  shape: Shape,
  script: readonly Step[],
): Promise<Caught | undefined> {
  const result = await run(mutated, shape, script);
  if (result.wrong.length === 0) return undefined;
  const isWrong = wrongWithout.get(by) ?? (await run(stage, shape, script)).wrong.length > 0;
  wrongWithout.set(by, isWrong);
  return isWrong ? undefined : { by, result };
}

function sayCaught({ name }: Mutant, caught: Caught | undefined, seeds: number, ms: number): string {
  const seconds = (ms / 1000).toFixed(1).padStart(6);
  const how = caught ? `by ${caught.by}: ${caught.result.wrong[0]}` : `by none of ${seeds} seeds`;
  return `${caught ? '✔' : '✘'} ${seconds} s  ${name}\n            caught ${how}`;
}
