/** Times as pages state them: relative to now, in China's time, in the chosen language. */
import { HOUR, type Window } from '@liangma/shared/kernel/instant';
import { sayDay, sayTime, sayWindow } from '@liangma/web-common/format';
import { locale } from '#lib/words/dictionary.svelte.ts';
import { clock } from './clock.svelte.ts';

/** UTC+8 all year. */
const CHINA = 8 * HOUR;

/** English dates as the rest of the page writes them: the day before the month. */
const LOCALE = { 'zh-CN': 'zh-CN', en: 'en-GB' } as const;

/** Chinese dates with spaces around their numbers. */
const formatted = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(LOCALE[locale.current], { ...options, timeZone: 'Asia/Shanghai' })
    .format(at)
    .replace(/(\d+)(年|月|日)/g, ' $1 $2')
    .trim();

export const times = {
  day: (at: number): string => sayDay(at, clock.now, locale.current),
  time: (at: number): string => sayTime(at, clock.now, locale.current),
  /** 11 月 30 日, 30 November. */
  date: (at: number): string => formatted(at, { month: 'long', day: 'numeric' }),
  /** 11 月 30 日 星期一, Monday 30 November. */
  weekday: (at: number): string => {
    const [date, weekday] = [times.date(at), formatted(at, { weekday: 'long' })];
    return locale.current === 'en' ? `${weekday} ${date}` : `${date} ${weekday}`;
  },
  /** 2026 年 12 月, December 2026. */
  month: (at: number): string => formatted(at, { year: 'numeric', month: 'long' }),
  /** 12 月 2 日 周三; 2 Dec, Wed. */
  dayOfWeek: (at: number): string => times.day(at) + (locale.current === 'en' ? ', ' : ' ') + times.shortWeekday(at),
  /** 周一. */
  shortWeekday: (at: number): string => formatted(at, { weekday: 'short' }),
  /** Day and second in China, the same whenever it is read: 2026-11-30 19:41:05. */
  exact: (at: number): string => new Date(at + CHINA).toISOString().slice(0, 19).replace('T', ' '),
  window: (window: Window): string => sayWindow(window, clock.now, locale.current),
};
