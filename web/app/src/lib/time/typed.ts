/**
 * Days and clock times as people type them. Native fields write both as the browser's language has it, whatever the
 * language of the page: 11/30/2026 in a Chinese page.
 */
import { type Day, dayOf, startOfDay } from '@liangma/shared/kernel/instant';

/** 2026-11-30, 2026.11.30, 2026年11月30日, 20261130; without a year 11-30, 11.30, 11月30日, in the year of `today`. */
const FULL = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/;
const SHORT = /^(\d{1,2})[-/.月](\d{1,2})日?$/;

/** The day that was typed; undefined where it is none. */
export function typedDay(text: string, today: Day): Day | undefined {
  const typed = text.replace(/\s/g, '');
  const short = SHORT.exec(typed);
  const [, year, month, day] = short ? ['', today.slice(0, 4), short[1], short[2]] : (FULL.exec(typed) ?? []);
  if (!year || !month || !day) return undefined;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = startOfDay(written);
  // 31 April is no day, although some engines take it for 1 May.
  return Number.isFinite(at) && dayOf(at) === written ? written : undefined;
}

/** 9:30, 09：30, 9点30, 930 and 0930 are 09:30; 9 and 14 are full hours. Undefined where it is no time of the day. */
export function typedTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:：.点时]?(\d{2}))?[点时分]?$/.exec(text.replace(/\s/g, ''));
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  if (!match || hour > 23 || minute > 59) return undefined;
  return [hour, minute].map((n) => String(n).padStart(2, '0')).join(':');
}
