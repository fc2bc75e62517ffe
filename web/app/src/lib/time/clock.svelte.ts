/** The time of this device as a rune, and times as pages state them: relative to now, in China's time, in the chosen language. */

import { dayOf, HOUR, type Window } from '@liangma/shared/kernel/instant';
import { sayDay, sayTime, sayWindow } from '@liangma/web-common/format';
import { locale } from '#lib/words/dictionary.svelte.ts';

/** UTC+8 all year. */
const CHINA = 8 * HOUR;

/** English dates as the rest of the page writes them: the day before the month. */
const LOCALE = { 'zh-CN': 'zh-CN', en: 'en-GB' } as const;

/** A page that stays open notices in time when something ends, ms. */
const TICK = 10_000;

class Clock {
  now = $state(Date.now());
  /** Changes at midnight only. */
  readonly today = $derived(dayOf(this.now));

  constructor() {
    const tick = (): void => {
      this.now = Date.now();
    };
    setInterval(tick, TICK);
    // Timers sleep while the page is hidden.
    document.addEventListener('visibilitychange', tick);
  }

  day = (at: number): string => sayDay(at, this.now, locale.current);
  time = (at: number): string => sayTime(at, this.now, locale.current);
  /** 11 月 30 日 星期一, Monday 30 November. */
  weekday = (at: number): string => {
    const part = (options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(LOCALE[locale.current], { ...options, timeZone: 'Asia/Shanghai' }).format(at);
    const date = part({ month: 'long', day: 'numeric' })
      .replace(/(\d+)(月|日)/g, ' $1 $2')
      .trim();
    const weekday = part({ weekday: 'long' });
    return locale.current === 'en' ? `${weekday} ${date}` : `${date} ${weekday}`;
  };
  /** 12 月 2 日 周三; 2 Dec, Wed. */
  dayOfWeek = (at: number): string => this.day(at) + (locale.current === 'en' ? ', ' : ' ') + this.shortWeekday(at);
  /** 周一. */
  shortWeekday = (at: number): string =>
    new Intl.DateTimeFormat(LOCALE[locale.current], { weekday: 'short', timeZone: 'Asia/Shanghai' }).format(at);
  /** Day and second in China, the same whenever it is read: 2026-11-30 19:41:05. */
  exact = (at: number): string => new Date(at + CHINA).toISOString().slice(0, 19).replace('T', ' ');
  window = (window: Window): string => sayWindow(window, this.now, locale.current);
}

export const clock = new Clock();
