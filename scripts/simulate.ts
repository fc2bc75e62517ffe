/**
 * `npm run simulate`: officers' and enterprises' phones with the real engine, the real server, and everything between them
 * going wrong, by a seed. `-- --seeds 1..200 --devices 3 --hours 1 --store postgres --replicas 2`. `--script` prints what
 * will happen to a seed, `--verbose` what did, `--mutants` switches off one safeguard after another.
 */
import { parseArgs } from 'node:util';
import { watchDisks } from './simulate/browser/disk.ts';
import { type Counts, count } from './simulate/faults.ts';
import { MUTANTS } from './simulate/mutants.ts';
import { sayFailure, saySummary, sayUnmet } from './simulate/report.ts';
import { hearPages, type RunResult, run } from './simulate/run.ts';
import { type Shape, sayStep, scriptOf } from './simulate/script.ts';
import { type OpenStage, openStage, type StoreKind } from './simulate/stage.ts';
import { countImmediates } from './simulate/time.ts';
import type { Stage } from './simulate/world.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..20' },
    devices: { type: 'string', default: '3' },
    replicas: { type: 'string' },
    hours: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
    script: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
  },
});
const kind = values.store as StoreKind;
const replicas = Number(values.replicas ?? (kind === 'postgres' ? 2 : 1));
const shapeOf = (seed: number): Shape => ({
  ...{ seed, replicas },
  ...{ devices: Number(values.devices), hours: Number(values.hours) },
});
const [first = 1, last = first] = values.seeds.split('..').map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i);

if (values.script) {
  for (const seed of seeds) console.log(`seed ${seed}\n${scriptOf(shapeOf(seed)).map(sayStep).join('\n')}`);
  process.exit(0);
}
countImmediates();
watchDisks();
hearPages();
const started = performance.now();
const stage = await openStage(kind);
if (values.mutants) {
  const missed = await hunt(stage, seeds.map(shapeOf));
  await stage.close();
  process.exit(missed > 0 ? 1 : 0);
}
const counts: Counts = new Map();
let failed = 0;
for (const seed of seeds) {
  const result = await run(stage, shapeOf(seed));
  for (const [name, n] of result.counts) count(counts, name, n);
  if (values.verbose) console.log(`seed ${seed}\n${result.log.join('\n')}`);
  if (result.wrong.length === 0) continue;
  failed++;
  console.log(sayFailure(result));
}
await stage.close();
const unmet = sayUnmet(counts, kind, seeds.length);
console.log(saySummary({ kind, seeds: seeds.length, failed, counts, ms: performance.now() - started }));
if (unmet) console.log(unmet);
process.exit(failed > 0 || unmet ? 1 : 0);

/** For each mutant, the first seed that finds it out. Gives how many were not. */
async function hunt(stage: OpenStage, shapes: readonly Shape[]): Promise<number> {
  let missed = 0;
  for (const mutant of MUTANTS) {
    const began = performance.now();
    const mutated = await stage.without(mutant.replaced, mutant.tampering ?? {});
    const caught = await firstWrong(mutated, shapes);
    const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
    const how = caught ? `by seed ${caught.shape.seed}: ${caught.wrong[0]}` : `by none of ${shapes.length} seeds`;
    console.log(`${caught ? '✔' : '✘'} ${seconds} s  ${mutant.name}\n            caught ${how}`);
    if (!caught) missed++;
  }
  return missed;
}

async function firstWrong(stage: Stage, shapes: readonly Shape[]): Promise<RunResult | undefined> {
  for (const shape of shapes) {
    const result = await run(stage, shape);
    if (result.wrong.length > 0) return result;
  }
  return undefined;
}
