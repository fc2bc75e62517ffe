/** Marks of an enterprise on other scales than the risk grade, such as a credit grade or points, over time (FREQ-1). */
import * as v from 'valibot';
import { type Day, daySchema } from '../kernel/instant.ts';

/** A cell of a file separates its parts by these. */
const word = (most: number) => v.pipe(v.string(), v.trim(), v.regex(/^[^|｜;；:：]+$/), v.maxLength(most));

export const markChangeSchema = v.object({
  /** Name of the scale as published lists call it. */
  scale: word(40),
  mark: word(40),
  /** First day on which it holds. */
  from: daySchema,
  /** Document by which it was given; empty where nobody named one. */
  source: v.pipe(v.string(), v.trim(), v.regex(/^[^|｜;；]*$/), v.maxLength(120)),
});
export type MarkChange = v.InferOutput<typeof markChangeSchema>;

/** [FREQ-1] Returns the mark on each scale that holds on a day: the latest from or before it; of one day, the later in the list. */
export function marksOn(changes: readonly MarkChange[], day: Day): Record<string, string> {
  const held = new Map<string, MarkChange>();
  for (const change of changes) {
    const before = held.get(change.scale);
    if (change.from <= day && (!before || before.from <= change.from)) held.set(change.scale, change);
  }
  return Object.fromEntries([...held].map(([scale, { mark }]) => [scale, mark]));
}

/** Adds a change in the order of scales and days. One of the same scale and day is replaced. */
export const withMark = (changes: readonly MarkChange[], added: MarkChange): MarkChange[] =>
  inOrder([...changes.filter(({ scale, from }) => scale !== added.scale || from !== added.from), added]);

export const inOrder = (changes: readonly MarkChange[]): MarkChange[] =>
  [...changes].sort((a, b) => compare(a.scale, b.scale) || compare(a.from, b.from));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
