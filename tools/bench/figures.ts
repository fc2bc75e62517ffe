/** Printing what was measured: median of n, with the goal beside it. */
import { cpus, totalmem } from 'node:os';

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** Nearest-rank percentile; `share` is 0.99 for p99. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] as number;

export interface Figure {
  readonly what: string;
  readonly values: readonly number[];
  readonly unit: string;
  /** The most it may be. */
  readonly goal?: number;
  /** The least it may be. */
  readonly least?: number;
}

/** A line of the summary; `met` is undefined where there is no goal. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  readonly met: boolean | undefined;
}

let rows: Row[] = [];

/** The rows since it was last called: `tools/bench/bench.ts` calls it after each bench. */
export function takeRows(): readonly Row[] {
  const taken = rows;
  rows = [];
  return taken;
}

export function printFigure({ what, values, unit, goal, least }: Figure): void {
  const m = median(values);
  const goals = [...(goal === undefined ? [] : [`≤ ${goal}`]), ...(least === undefined ? [] : [`≥ ${least}`])].join(
    ', ',
  );
  const isMet = m <= (goal ?? m) && m >= (least ?? m);
  rows.push({ name: what, value: `${round(m)} ${unit}`.trim(), goal: goals, met: goals === '' ? undefined : isMet });
  const range =
    values.length > 1 ? `  [${round(Math.min(...values))} – ${round(Math.max(...values))}]  n=${values.length}` : '';
  const verdicts = [
    ...(goal === undefined ? [] : [`  goal ≤ ${goal} ${m <= goal ? '✓' : 'MISSED'}`]),
    ...(least === undefined ? [] : [`  goal ≥ ${least} ${m >= least ? '✓' : 'MISSED'}`]),
  ];
  console.log(`  ${what.padEnd(58)} ${round(m)} ${unit}${range}${verdicts.join('')}`);
}

/** Prints median, 95th percentile and maximum; the 95th percentile has to meet the goal. */
export function printSpread({ what, values, unit, goal }: Required<Omit<Figure, 'least'>>): void {
  const p95 = percentile(values, 0.95);
  rows.push({ name: `${what}, p95`, value: `${round(p95)} ${unit}`, goal: `≤ ${goal}`, met: p95 <= goal });
  const [p50, max] = [round(median(values)), round(Math.max(...values))];
  const verdict = `goal ≤ ${goal} ${p95 <= goal ? '✓' : 'MISSED'}`;
  console.log(`  ${what.padEnd(58)} p50 ${p50}  p95 ${round(p95)}  max ${max} ${unit}  n=${values.length}  ${verdict}`);
}

export function printMachine(): void {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(
    `${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${memory} GiB, Node ${process.version}, ${process.platform}`,
  );
  console.log('Shared machine: read medians, not single values.\n');
}

const round = (n: number): string => (n < 10 ? n.toFixed(2) : n < 100 ? n.toFixed(1) : Math.round(n).toString());
