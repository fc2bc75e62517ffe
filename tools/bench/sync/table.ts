/** The figures of the sync bench: a rate and its processor time beside each other. */
import { median, printFigure } from '../figures.ts';
import type { Cost } from './pushing.ts';

export interface Goal {
  readonly perSecond?: number;
  readonly cpu?: number;
}

export function printCost(what: string, unit: string, costs: readonly Cost[], goal: Goal = {}): void {
  const least = goal.perSecond === undefined ? {} : { least: goal.perSecond };
  const most = goal.cpu === undefined ? {} : { goal: goal.cpu };
  printFigure({ what, values: costs.map(({ perSecond }) => perSecond), unit: `${unit}s/s`, ...least });
  printFigure({ what: '… processor time', values: costs.map(({ cpu }) => cpu), unit: `µs/${unit}`, ...most });
}

/** By medians of the rates, and of processor time the other way round: how much of it is the work underneath. */
export function printShare(
  what: string,
  ours: readonly Cost[],
  others: Readonly<Record<string, readonly Cost[]>>,
): void {
  const share = (of: number, all: number): string => `${Math.round((100 * of) / all)} %`;
  for (const [name, costs] of Object.entries(others)) {
    const rate = share(medianOf(ours, 'perSecond'), medianOf(costs, 'perSecond'));
    const cpu = share(medianOf(costs, 'cpu'), medianOf(ours, 'cpu'));
    console.log(`  ${what}: ${rate} of the rate of ${name}, which would need ${cpu} of its processor time`);
  }
}

export const medianOf = (costs: readonly Cost[], part: keyof Cost): number => median(costs.map((cost) => cost[part]));
