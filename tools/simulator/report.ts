/** Prints one line and the script for each seed that failed, and a summary of what happened at all. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Counts, FAULTS, type Fault } from './faults.ts';
import type { RunResult } from './run.ts';
import { type Shape, sayStep } from './script/steps.ts';
import type { StoreKind } from './stage.ts';

export function sayFailure(name: string, { shape, wrong, script }: RunResult, kind: StoreKind): string {
  return [
    `✘ ${name}: ${wrong[0]}`,
    ...wrong.slice(1).map((words) => `    ${words}`),
    ...script.map((step) => `  ${sayStep(step)}`),
    `  again: ${commandFor(shape, kind)}`,
  ].join('\n');
}

const commandFor = ({ seed, devices, replicas, hours }: Shape, kind: StoreKind): string =>
  `npm run simulate -- --seeds ${seed}..${seed} --store ${kind} --devices ${devices} --replicas ${replicas} --hours ${hours}`;

/** For `.ci/run`: each seed, kept script or mutant is one. */
export function writeReport(file: string | undefined, { passed, failed }: { passed: number; failed: number }): void {
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ passed, failed }));
}

/** Writes what happened, moment by moment, into a file: on PostgreSQL it may never happen again. */
export function keepLog({ shape, log, wrong }: RunResult, kind: StoreKind): string {
  const folder = join('test-results', 'simulate');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${kind}-${shape.seed}.log`);
  writeFileSync(file, [...log, ...wrong].join('\n'));
  return file;
}

export interface Summary {
  readonly kind: StoreKind;
  readonly seeds: number;
  readonly failed: number;
  readonly counts: Counts;
  readonly ms: number;
}

export function saySummary({ kind, seeds, failed, counts, ms }: Summary): string {
  const faults = Object.entries(FAULTS).map(([fault, words]) => `${pad(counts.get(fault) ?? 0)}  ${words}`);
  const rest = [...counts].filter(([name]) => !(name in FAULTS)).sort();
  return [
    ...faults,
    ...rest.map(([name, n]) => `${pad(n)}  ${name}`),
    `${seeds} seeds on ${kind}, ${failed} failed, ${(ms / 1000).toFixed(1)} s.`,
    ...(kind === 'postgres' ? [NOT_REPEATABLE] : []),
  ].join('\n');
}

const pad = (n: number): string => String(n).padStart(7);

/** All else comes from the seed. */
const NOT_REPEATABLE =
  'On PostgreSQL the script repeats, but which of two requests under way at once gets a lock first does not.';

/** Fewer seeds than this may well not meet every fault. */
const ENOUGH_SEEDS = 24;
const ONLY_WITH_REPLICAS: readonly Fault[] = ['replica-switched'];

/** A fault that never happened tests nothing: then the simulator is at fault. The kept scripts count with the seeds (rare.ts). */
export function sayUnmet(counts: Counts, kind: StoreKind, seeds: number, kept: boolean): string | undefined {
  if (seeds < ENOUGH_SEEDS || !kept) return undefined;
  const due = (Object.keys(FAULTS) as Fault[]).filter(
    (fault) => kind === 'postgres' || !ONLY_WITH_REPLICAS.includes(fault),
  );
  const unmet = due.filter((fault) => !counts.get(fault));
  return unmet.length > 0 ? `✘ never happened: ${unmet.map((fault) => FAULTS[fault]).join(', ')}` : undefined;
}
