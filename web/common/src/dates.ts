/** Times in the words of one language, always in China's time (UTC+8). `format.ts` knows both. */
import { DAY, dayOf, type Window, yearOf } from '@liangma/shared/kernel/instant';
import type { dates } from './words/dates.zh-CN.ts';

export type DateWords = typeof dates;

/** A time after Chinese words: a number keeps a space before it. */
export const spaced = (time: string): string => (/^\d/.test(time) ? ` ${time}` : time);

/** English days begin in lower case; a row or a sentence of its own begins with a capital. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** 14:05 */
export const clockTime = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);

export function dayIn(say: DateWords, at: number, now: number): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return say.today;
  if (day === dayOf(now + DAY)) return say.tomorrow;
  if (day === dayOf(now - DAY)) return say.yesterday;
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return say.date(year === yearOf(now) ? undefined : year, month, date);
}

export const timeIn = (say: DateWords, at: number, now: number): string => `${dayIn(say, at, now)} ${clockTime(at)}`;

/** When a list was made: by the clock for as long as people think of it so, then how many days ago. */
export function ageIn(say: DateWords, at: number, now: number): string {
  const days = Math.floor((now - at) / DAY);
  return days < 2 ? timeIn(say, at, now) : say.daysAgo(days);
}

/** 今天 10:00 – 14:00; both days where they differ. */
export function windowIn(say: DateWords, { from, to }: Window, now: number): string {
  const end = dayOf(from) === dayOf(to - 1) ? clockTime(to) : timeIn(say, to, now);
  return `${timeIn(say, from, now)} – ${end}`;
}
