/** Dates as a document states them: whole, with the year, in China's time. */
import { dayOf, type Instant, type Window } from '@liangma/shared/kernel/instant';
import { clockTime } from '@liangma/web-common/dates';
import type { Locale } from '@liangma/web-common/locales';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export function sayFullDay(at: Instant, locale: Locale): string {
  const [year, month, day] = dayOf(at).split('-').map(Number) as [number, number, number];
  return locale === 'en' ? `${day} ${MONTHS[month - 1]} ${year}` : `${year} 年 ${month} 月 ${day} 日`;
}

export function sayFullWindow({ from, to }: Window, locale: Locale): string {
  const start = `${sayFullDay(from, locale)} ${clockTime(from)}`;
  const sameDay = dayOf(from) === dayOf(to - 1);
  const end = sameDay ? clockTime(to) : `${sayFullDay(to, locale)} ${clockTime(to)}`;
  return locale === 'en' ? `${start} to ${end}` : `${start} 至 ${end}`;
}
