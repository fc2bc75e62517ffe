import type { Day } from '@liangma/shared/kernel/instant';
import { listWords } from '#lib/words/shell.svelte.ts';

/** First and last day of a filter; one of them may be open. */
export function sayPeriod(from: Day | undefined, to: Day | undefined): string {
  const { words } = listWords;
  if (from === undefined) return to === undefined ? '' : words.until(to);
  if (to === undefined) return words.since(from);
  return from === to ? from : words.period(from, to);
}
