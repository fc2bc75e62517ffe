/**
 * `npm run simulate`: officers' and enterprises' phones with the real engine, the real server, and everything between them
 * going wrong, by a seed. `-- --seeds 1..200 --devices 3 --hours 1 --store postgres --replicas 2`. `--script` prints what
 * will happen to a seed, `--verbose` what did, `--mutants` switches off one safeguard after another.
 */
import { parseArgs } from 'node:util';
import { watchDisks } from './simulate/browser/disk.ts';
import { type Counts, count } from './simulate/faults.ts';
import { hunt } from './simulate/hunt.ts';
import { keepLog, sayFailure, saySummary, sayUnmet } from './simulate/report.ts';
import { hearPages, isRepeatable, run } from './simulate/run.ts';
import { scriptOf } from './simulate/script.ts';
import { openStage, type StoreKind } from './simulate/stage.ts';
import { type Shape, sayStep } from './simulate/steps.ts';
import { countImmediates } from './simulate/time.ts';

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
  const missed = await hunt(stage, seeds, shapeOf);
  await stage.close();
  process.exit(missed > 0 ? 1 : 0);
}
const counts: Counts = new Map();
let failed = 0;
if (kind === 'sqlite' && !(await isRepeatable(stage, shapeOf(first)))) {
  failed++;
  console.log(`✘ seed ${first} does not repeat: something in it is decided by no seed`);
}
for (const seed of seeds) {
  const result = await run(stage, shapeOf(seed));
  for (const [name, n] of result.counts) count(counts, name, n);
  if (values.verbose) console.log(`seed ${seed}\n${result.log.join('\n')}`);
  if (result.wrong.length === 0) continue;
  failed++;
  console.log(`${sayFailure(result)}\n  ${keepLog(result, kind)} has what happened.`);
}
await stage.close();
const unmet = sayUnmet(counts, kind, seeds.length);
console.log(saySummary({ kind, seeds: seeds.length, failed, counts, ms: performance.now() - started }));
if (unmet) console.log(unmet);
process.exit(failed > 0 || unmet ? 1 : 0);
