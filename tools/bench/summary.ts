/** All figures of a run in one table. */
import type { Row } from './figures.ts';

/** Returns whether every goal was met and every bench came to its end. */
export function printSummary(rows: readonly Row[]): boolean {
  const widths = [longest(rows.map(({ name }) => name)), longest(rows.map(({ value }) => value))] as const;
  console.log('\nsummary');
  for (const { name, value, goal, met } of rows) {
    const verdict = met === undefined ? '' : met ? 'met' : value === 'failed' ? 'FAILED' : 'MISSED';
    console.log(`  ${name.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${goal.padEnd(12)}  ${verdict}`.trimEnd());
  }
  const [withGoal, missed] = [rows.filter(({ met }) => met !== undefined), rows.filter(({ met }) => met === false)];
  console.log(`\n${withGoal.length - missed.length} of ${withGoal.length} goals met.`);
  return missed.length === 0;
}

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
