/** The time window as it is filled in: a day and two clock times in China, and the `Window` they mean. */
import { DAY, type Day, dayOf, MINUTE, startOfDay, type Window } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';

export interface WindowFields {
  /** 2026-11-24, or empty. */
  readonly day: string;
  /** 10:00, or empty. */
  readonly from: string;
  readonly to: string;
  /** Said by the clerk where the end is not after the start: it ends on the following day. */
  readonly endsNextDay: boolean;
}

/** `reversed`: the end is not after the start, and nobody said that it ends on the following day. */
export type WindowTrouble = 'incomplete' | 'reversed';

export function parseWindow({ day, from, to, endsNextDay }: WindowFields): Result<Window, WindowTrouble> {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || start === undefined || end === undefined) return err('incomplete');
  const midnight = startOfDay(day);
  if (!Number.isFinite(midnight)) return err('incomplete');
  if (end > start) return ok({ from: midnight + start * MINUTE, to: midnight + end * MINUTE });
  if (!endsNextDay) return err('reversed');
  return ok({ from: midnight + start * MINUTE, to: midnight + DAY + end * MINUTE });
}

/** Returns the fields of a window. They cannot hold seconds or a third day. */
export const windowFields = ({ from, to }: Window): WindowFields => ({
  day: dayOf(from),
  from: clockOf(from),
  to: clockOf(to),
  endsNextDay: dayOf(from) !== dayOf(to),
});

function clockOf(at: number): string {
  const minutes = Math.floor((at - startOfDay(dayOf(at))) / MINUTE);
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
}

/** 00:00–23:59 in minutes. */
function minutesOf(clock: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** The first weekday from 4 January on: what "next January" proposes. New Year's holiday ends on the 3rd at the latest. */
export function firstWorkday(year: number): Day {
  let at = startOfDay(`${year}-01-04`);
  while (!isWorkday(dayOf(at))) at += DAY;
  return dayOf(at);
}

/** Monday to Friday; public holidays are not known here. */
export function isWorkday(day: Day): boolean {
  const weekday = weekdayOf(startOfDay(day));
  return weekday !== 0 && weekday !== 6;
}

const weekdayOf = (at: number): number => new Date(`${dayOf(at)}T00:00:00Z`).getUTCDay();
