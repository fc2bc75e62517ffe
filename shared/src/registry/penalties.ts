/** Penalties of an enterprise by calendar year, for limits that hold only after a year without any (FREQ-1). */
import * as v from 'valibot';

export const penaltyYearSchema = v.object({
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  /** 0: somebody looked, and there was none. A year that is absent is unknown. */
  count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)),
  /** Register in which it was looked up, or the documents; empty if nobody named one. */
  source: v.pipe(v.string(), v.trim(), v.regex(/^[^|｜;；]*$/), v.maxLength(120)),
});
export type PenaltyYear = v.InferOutput<typeof penaltyYearSchema>;

/** [FREQ-1] Tells by year whether there was a penalty; a year that is absent is unknown. */
export const penalisedIn = (years: readonly PenaltyYear[]): Record<string, boolean> =>
  Object.fromEntries(years.map(({ year, count }) => [String(year), count > 0]));

/** Puts a year in the place of what was said of it before. */
export const withPenalties = (years: readonly PenaltyYear[], said: PenaltyYear): PenaltyYear[] =>
  [...years.filter(({ year }) => year !== said.year), said].sort((a, b) => a.year - b.year);
