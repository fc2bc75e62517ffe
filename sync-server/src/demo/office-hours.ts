/**
 * When offices work, for dates of the demo: Monday to Friday without the fixed holidays. The moving ones (春节,
 * 清明 …) are left out on purpose: the demo needs plausible days, not a legal calendar.
 */
import {
  DAY,
  type Day,
  dayOf,
  HOUR,
  type Instant,
  MINUTE,
  startOfDay,
  type Window,
} from '@liangma/shared/kernel/instant';

const HOLIDAYS = /-(01-01|05-0[1-5]|10-0[1-7])$/;

export const isWorkday = (day: Day): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.test(day);
};

/** All workdays from the first to the last instant's day, both included. */
export function workdays(first: Instant, last: Instant): Day[] {
  const days: Day[] = [];
  for (let at = startOfDay(dayOf(first)); at <= last; at += DAY) {
    const day = dayOf(at);
    if (isWorkday(day)) days.push(day);
  }
  return days;
}

/** The n-th workday before (n < 0) or after the day. */
export function workdayFrom(day: Day, n: number): Day {
  const step = Math.sign(n) * DAY;
  let at = startOfDay(day);
  for (let left = Math.abs(n); left > 0; ) {
    at += step;
    if (isWorkday(dayOf(at))) left--;
  }
  return dayOf(at);
}

export const clock = (day: Day, hour: number, minute = 0): Instant => startOfDay(day) + hour * HOUR + minute * MINUTE;

/** The latest moment not after `now` at which a clerk would have sat at the desk. */
export function lastDeskMoment(now: Instant): Instant {
  const today = dayOf(now);
  const morning = clock(today, 10, 20);
  return isWorkday(today) && morning <= now ? morning : clock(workdayFrom(today, -1), 16, 10);
}

/** The two halves of an office day in which an inspection may lie. One officer is at one place in each. */
export const HALVES = ['morning', 'afternoon'] as const;
export type Half = (typeof HALVES)[number];

const WINDOWS: Record<Half, readonly (readonly [from: number, to: number])[]> = {
  morning: [
    [9, 12],
    [9.5, 12],
    [10, 12],
  ],
  afternoon: [
    [14.5, 17],
    [15, 17.5],
    [14.5, 17.5],
  ],
};

export function windowsOf(day: Day, half: Half): Window[] {
  return WINDOWS[half].map(([from, to]) => ({ from: clock(day, 0, from * 60), to: clock(day, 0, to * 60) }));
}
