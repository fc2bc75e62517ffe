/** Printing what was measured: median of n, with the goal beside it. */
import { cpus, totalmem } from 'node:os';

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

export interface Figure {
  readonly what: string;
  readonly values: readonly number[];
  readonly unit: string;
  /** The most it may be. */
  readonly goal?: number;
  /** The least it may be. */
  readonly least?: number;
}

export function printFigure({ what, values, unit, goal, least }: Figure): void {
  const m = median(values);
  const range =
    values.length > 1 ? `  [${round(Math.min(...values))} – ${round(Math.max(...values))}]  n=${values.length}` : '';
  const verdicts = [
    ...(goal === undefined ? [] : [`  goal ≤ ${goal} ${m <= goal ? '✓' : 'MISSED'}`]),
    ...(least === undefined ? [] : [`  goal ≥ ${least} ${m >= least ? '✓' : 'MISSED'}`]),
  ];
  console.log(`  ${what.padEnd(58)} ${round(m)} ${unit}${range}${verdicts.join('')}`);
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
