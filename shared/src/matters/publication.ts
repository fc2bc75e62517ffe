/** Publishing the list of matters: a draft becomes a numbered version, which codes name and which is kept for ever. */
import * as v from 'valibot';
import { type Day, daySchema, instantSchema } from '../kernel/instant.ts';
import type { Matter } from './matter.ts';

/** Statement of a publisher. */
export const publicationWishSchema = v.object({
  document: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  publisher: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  /** Day of the document. */
  day: daySchema,
});
export type PublicationWish = v.InferOutput<typeof publicationWishSchema>;

export const publicationSchema = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ...publicationWishSchema.entries,
  count: v.number(),
  at: instantSchema,
  by: v.string(),
  byName: v.string(),
});
export type Publication = v.InferOutput<typeof publicationSchema>;

/** Differences of a draft to the list in force, by id. */
export interface ListChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export function changeOf(inForce: readonly Matter[], draft: readonly Matter[]): ListChange {
  const before = new Map(inForce.map((matter) => [matter.id as string, JSON.stringify(matter)]));
  const after = new Map(draft.map((matter) => [matter.id as string, JSON.stringify(matter)]));
  return {
    added: [...after.keys()].filter((id) => !before.has(id)),
    changed: [...after].filter(([id, text]) => before.has(id) && before.get(id) !== text).map(([id]) => id),
    removed: [...before.keys()].filter((id) => !after.has(id)),
  };
}

export const isSame = ({ added, changed, removed }: ListChange): boolean =>
  added.length + changed.length + removed.length === 0;

export interface UnusedMatter {
  readonly id: string;
  readonly title: string;
  /** Day of the last inspection; null if there was none. */
  readonly lastUse: Day | null;
}

/**
 * [MAT-3] Matters of the list in force that nobody used for so many years, and that have been on it for as long. The day of the last
 * use still counts as used.
 */
export function unusedMatters(
  matters: readonly Matter[],
  lastUses: ReadonlyMap<string, Day>,
  today: Day,
  years: number,
): UnusedMatter[] {
  const since = yearsBefore(today, years);
  return matters
    .filter(({ validFrom, validTo }) => validFrom <= since && (validTo === null || today <= validTo))
    .map(({ id, title }) => ({ id, title, lastUse: lastUses.get(id) ?? null }))
    .filter(({ lastUse }) => lastUse === null || lastUse < since);
}

/** The same day years before; 28 February for a leap day. */
function yearsBefore(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) - years).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  const isReal = new Date(`${same}T00:00:00Z`).toISOString().startsWith(same);
  return isReal ? same : `${year}-02-28`;
}
