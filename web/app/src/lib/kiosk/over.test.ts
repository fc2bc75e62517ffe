import { expect, test } from 'vitest';
import type { JudgedCode } from '#lib/scan/verdict-view.ts';
import { isOver } from './over.ts';

const END = 1_800_000_000;
const judged = (reasons: JudgedCode['reasons']): JudgedCode =>
  ({ verdict: 'refuse', reasons, claims: { expires: END } }) as unknown as JudgedCode;
const DAY = 86_400_000;

test.each([
  ['at its end', ['expired'], END * 1000, true],
  ['in the last moment of the evaluation', ['expired'], END * 1000 + 15 * DAY - 1, true],
  ['when the evaluation is closed', ['expired'], END * 1000 + 15 * DAY, false],
  ['with an old live code', ['expired', 'copied'], END * 1000, true],
  ['withdrawn', ['withdrawn', 'expired'], END * 1000, false],
  ['not yet valid', ['not-yet-valid'], END * 1000, false],
] as const)('[EVAL-1] a code %s', (_, reasons, now, over) => {
  expect(isOver(judged(reasons), now)).toBe(over);
});
