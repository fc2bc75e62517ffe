/** Times as people say them, always in China's time (UTC+8): 今天 14:00, 明天 09:30, 11月3日 09:00, 2025年3月1日 09:00. */
import { DAY, dayOf, type Window, yearOf } from '@liangma/shared/kernel/instant';
import type { Locale } from './locale.ts';

const clock = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function sayDay(at: number, now: number, locale: Locale): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return locale === 'en' ? 'today' : '今天';
  if (day === dayOf(now + DAY)) return locale === 'en' ? 'tomorrow' : '明天';
  if (day === dayOf(now - DAY)) return locale === 'en' ? 'yesterday' : '昨天';
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const thisYear = year === yearOf(now);
  if (locale === 'en') return `${date} ${MONTHS[month - 1]}${thisYear ? '' : ` ${year}`}`;
  return `${thisYear ? '' : `${year} 年 `}${month} 月 ${date} 日`;
}

export const sayTime = (at: number, now: number, locale: Locale): string => `${sayDay(at, now, locale)} ${clock(at)}`;

/** When a list was made: by the clock for as long as people think of it so, then how many days ago. */
export function sayAge(at: number, now: number, locale: Locale): string {
  const days = Math.floor((now - at) / DAY);
  if (days < 2) return sayTime(at, now, locale);
  return locale === 'en' ? `${days} days ago` : `${days} 天前`;
}

/** 今天 10:00 – 14:00; both days where they differ. */
export function sayWindow({ from, to }: Window, now: number, locale: Locale): string {
  const end = dayOf(from) === dayOf(to - 1) ? clock(to) : sayTime(to, now, locale);
  return `${sayTime(from, now, locale)} – ${end}`;
}
