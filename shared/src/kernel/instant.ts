/**
 * Time. An `Instant` is whole milliseconds since 1970; a `Day` is a calendar day in China (UTC+8, no summer
 * time since 1991), written 2026-11-24. Nothing here reads a clock.
 */
import * as v from 'valibot';

export const instantSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
export type Instant = number;

/** A pattern alone lets 30 February through; what it refuses is no second problem. */
export const daySchema = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((day) => !v.ISO_DATE_REGEX.test(day) || isRealDay(day), 'day'),
);
export type Day = string;

/** Stands for "without end" where a day is required. */
export const LAST_DAY: Day = '9999-12-31';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const CHINA_OFFSET = 8 * HOUR;

/** Many are asked of the same day, one after the other. */
let last = { number: Number.NaN, day: '' };

/** The calendar day in China on which the instant falls. */
export function dayOf(at: Instant): Day {
  const number = Math.floor((at + CHINA_OFFSET) / DAY);
  if (number !== last.number) last = { number, day: new Date(number * DAY).toISOString().slice(0, 10) };
  return last.day;
}

export const yearOf = (at: Instant): number => Number(dayOf(at).slice(0, 4));

/** 00:00 in China. */
export const startOfDay = (day: Day): Instant => Date.parse(`${day}T00:00:00Z`) - CHINA_OFFSET;

export const startOfYear = (year: number): Instant => startOfDay(`${year}-01-01`);

/** Days from that of `now` to the last one before `end`: 0 on the last day, negative afterwards. */
export const daysUntil = (end: Instant, now: Instant): number =>
  Math.round((startOfDay(dayOf(end - 1)) - startOfDay(dayOf(now))) / DAY);

export interface Window {
  /** Inclusive. */
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

export const windowSchema = v.pipe(
  v.object({ from: instantSchema, to: instantSchema }),
  v.check((w) => w.from < w.to, 'window-reversed'),
);

/** Returns the window that a code or grant states, in whole seconds since 1970. */
export const windowOf = ({ notBefore, expires }: { readonly notBefore: number; readonly expires: number }): Window => ({
  from: notBefore * SECOND,
  to: expires * SECOND,
});

/** Inside the window, with a tolerance for clocks. */
export const isWithin = (at: Instant, { from, to }: Window, tolerance: number): boolean =>
  at >= from - tolerance && at < to + tolerance;

export const overlaps = (a: Window, b: Window): boolean => a.from < b.to && b.from < a.to;

/** A day of any year, 02-29 too. */
export const monthDaySchema = v.pipe(v.string(), v.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

/** The calendar has the day. */
export function isRealDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
