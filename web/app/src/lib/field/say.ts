/** Times and sizes as this face says them; always China's time. */
import { dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import { clockTime } from '@liangma/web-common/dates';
import { sayTime } from '@liangma/web-common/format';
import type { Locale } from '@liangma/web-common/locales';

/** 14:00 where it is the same day, else with the day. */
export const sayShort = (at: number, now: number, locale: Locale): string =>
  dayOf(at) === dayOf(now) ? clockTime(at) : sayTime(at, now, locale);

/** 11 月 24 日 星期二, Tuesday 24 November. */
export function sayDate(day: string, weekdays: readonly string[], locale: Locale): string {
  const date = new Date(startOfDay(day) + 8 * 3_600_000);
  const weekday = weekdays[date.getUTCDay()] ?? '';
  if (locale !== 'en') return `${date.getUTCMonth() + 1} 月 ${date.getUTCDate()} 日 ${weekday}`;
  const month = date.toLocaleDateString('en', { month: 'long', timeZone: 'UTC' });
  return `${weekday} ${date.getUTCDate()} ${month}`;
}

/** 0.3 KB, 12 KB, 3.4 MB, 10.0 GB. */
export function saySize(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return `${kilobytes < 1 ? kilobytes.toFixed(1) : Math.round(kilobytes)} KB`;
  const megabytes = kilobytes / 1024;
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}
