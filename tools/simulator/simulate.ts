/**
 * `npm run simulate`: officers' and enterprises' phones with the real engine, the real server, and everything between them
 * going wrong, by a seed. What can be asked for stands in `options.ts`.
 */
import { watchDisks } from './browser/disk.ts';
import { type Counts, countAll } from './faults.ts';
import { KEPT } from './kept/kept.ts';
import { RARE } from './kept/rare.ts';
import { hunt } from './mutants/hunt.ts';
import { readOptions, USAGE } from './options.ts';
import { keepLog, sayFailure, saySummary, sayUnmet, writeReport } from './report.ts';
import { hearPages, isRepeatable, type RunResult, run } from './run.ts';
import { scriptOf } from './script/script.ts';
import { shrink } from './script/shrink.ts';
import { type Shape, sayStep } from './script/steps.ts';
import { openStage } from './stage.ts';
import { countImmediates } from './world/time.ts';

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n${USAGE}`);
  process.exit(2);
}
const { kind, seeds, devices, replicas, hours, ...values } = options;
const shapeOf = (seed: number): Shape => ({ seed, devices, replicas, hours });

if (values.script) {
  for (const seed of seeds) console.log(`seed ${seed}\n${scriptOf(shapeOf(seed)).map(sayStep).join('\n')}`);
  process.exit(0);
}
// A page module that throws while it loads leaves nothing to wait for, and the process would end as if all had passed.
process.exitCode = 1;
countImmediates();
watchDisks();
hearPages();
const stage = await openStage(kind);
const total = await (values.mutants || values.mutant !== undefined
  ? hunt(stage, seeds, shapeOf, { words: values.mutant ?? '', byDay: values.kept })
  : runSeeds());
await stage.close();
writeReport(values.report, total);
process.exit(total.failed > 0 ? 1 : 0);

async function runSeeds(): Promise<{ passed: number; failed: number }> {
  const started = performance.now();
  const counts: Counts = new Map();
  let [passed, failed] = [0, 0];
  const note = (problem: string | undefined): void => {
    if (problem === undefined) passed++;
    else {
      failed++;
      console.log(problem);
    }
  };
  const [first] = seeds;
  if (first !== undefined && kind === 'sqlite' && !(await isRepeatable(stage, shapeOf(first)))) {
    note(`✘ seed ${first} does not repeat: something in it is decided by no seed`);
  }
  const scripts = [...(values.kept ? KEPT : []), ...(values.kept || values.rare ? [RARE] : [])];
  for (const { name, showed, shape, script } of scripts) {
    const result = await run(stage, { ...shape, replicas }, script);
    countAll(counts, result.counts);
    note(result.wrong.length > 0 ? `${sayFailure(name, result, kind)}\n  It once showed: ${showed}` : undefined);
  }
  for (const seed of seeds) {
    const result = await run(stage, shapeOf(seed), scriptOf(shapeOf(seed)));
    countAll(counts, result.counts);
    if (values.verbose) console.log(`seed ${seed}\n${result.log.join('\n')}`);
    note(result.wrong.length > 0 ? await explain(result) : undefined);
  }
  const unmet = sayUnmet(counts, kind, seeds.length, values.kept);
  if (unmet) note(unmet);
  console.log(saySummary({ kind, seeds: seeds.length, failed, counts, ms: performance.now() - started }));
  return { passed, failed };
}

async function explain(result: RunResult): Promise<string> {
  const log = keepLog(result, kind);
  const script = values.shrink ? await shrink(stage, result.shape, result.script) : result.script;
  return `${sayFailure(`seed ${result.shape.seed}`, { ...result, script }, kind)}\n  ${log} has what happened.`;
}
