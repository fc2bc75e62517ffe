/** 安静生产期: days on which enterprises of a region are not disturbed (QUIET-1). */
import * as v from 'valibot';
import type { Window } from '../kernel/instant.ts';
import { DAY, type Day, dayOf, daySchema } from '../kernel/instant.ts';
import { covers, regionCodeSchema } from '../kernel/regions.ts';
import type { Enterprise } from '../registry/enterprise.ts';

const dayOfMonth = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31));
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

export const quietDaysSchema = v.variant('kind', [
  /** Days of every month, for example 1 to 25. */
  v.object({ kind: v.literal('monthly'), from: dayOfMonth, to: dayOfMonth }),
  /** Days of one span, both inclusive. */
  v.object({ kind: v.literal('span'), from: daySchema, to: daySchema }),
]);

export const quietExemptionSchema = v.object({
  code: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  text: words,
});

export const quietTermsSchema = v.pipe(
  v.object({
    name: words,
    region: regionCodeSchema,
    /** Industry classes (GB/T 4754) that it is about, by their beginnings; empty for all. */
    classes: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(20))), v.maxLength(50)),
    days: quietDaysSchema,
    /** First and last day on which the arrangement is in force. */
    from: daySchema,
    until: v.nullable(daySchema),
    /** Grounds on which an inspection is allowed all the same. */
    exemptions: v.pipe(v.array(quietExemptionSchema), v.maxLength(20)),
    document: words,
  }),
  v.check(({ days }) => days.from <= days.to, 'days-reversed'),
  v.check(({ from, until }) => until === null || from <= until, 'days-reversed'),
  v.check(({ exemptions }) => new Set(exemptions.map(({ code }) => code)).size === exemptions.length, 'code-twice'),
);
export type QuietTerms = v.InferOutput<typeof quietTermsSchema>;

export const quietPeriodSchema = v.object({ id: v.string(), ...quietTermsSchema.entries });
export type QuietPeriod = v.InferOutput<typeof quietPeriodSchema>;

type Placed = Pick<Enterprise, 'region' | 'class'>;

/** True if the arrangement is about this enterprise. */
export const isAbout = ({ region, classes }: QuietTerms, enterprise: Placed): boolean =>
  covers(region, enterprise.region) &&
  (classes.length === 0 || classes.some((code) => enterprise.class !== '' && enterprise.class.startsWith(code)));

export function isQuietOn({ days, from, until }: QuietTerms, day: Day): boolean {
  if (day < from || (until !== null && until < day)) return false;
  if (days.kind === 'span') return days.from <= day && day <= days.to;
  const date = Number(day.slice(8));
  return days.from <= date && date <= days.to;
}

/** Returns the first day of the window that is quiet. A window is a few days long. */
export function firstQuietDay(terms: QuietTerms, { from, to }: Window): Day | undefined {
  for (let at = from; ; at += DAY) {
    const day = dayOf(Math.min(at, to - 1));
    if (isQuietOn(terms, day)) return day;
    if (at >= to - 1) return undefined;
  }
}
