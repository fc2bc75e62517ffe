/** Times as people say them, always in China's time (UTC+8): 今天 14:00, 明天 09:30, 11月3日 09:00, 2025年3月1日 09:00. */
import type { Window } from '@liangma/shared/kernel/instant';
import { ageIn, dayIn, timeIn, windowIn } from './dates.ts';
import type { Locale } from './locales.ts';
import { dates as en } from './words/dates.en.ts';
import { dates as zh } from './words/dates.zh-CN.ts';

const SAY = { 'zh-CN': zh, en };

export const sayDay = (at: number, now: number, locale: Locale): string => dayIn(SAY[locale], at, now);

export const sayTime = (at: number, now: number, locale: Locale): string => timeIn(SAY[locale], at, now);

export const sayAge = (at: number, now: number, locale: Locale): string => ageIn(SAY[locale], at, now);

export const sayWindow = (window: Window, now: number, locale: Locale): string => windowIn(SAY[locale], window, now);
