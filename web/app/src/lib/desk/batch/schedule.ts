/** Spreads inspections over working days: so many a day, one after the other. */
import { DAY, type Day, dayOf, MINUTE, startOfDay, type Window } from '@liangma/shared/kernel/instant';

export interface Schedule {
  /** First day, 2026-11-24. */
  readonly day: Day;
  /** Start of the first inspection of a day, 10:00. */
  readonly from: string;
  /** Length of each, in minutes. */
  readonly minutes: number;
  readonly perDay: number;
}

const LONGEST_PLAN = 366;

/** Returns a window for each of `count` inspections; fewer if a year has too few working days. */
export function windowsOf(count: number, plan: Schedule, isWorking: (day: Day) => boolean): Window[] {
  const [hours = 0, minutes = 0] = plan.from.split(':').map(Number);
  const length = plan.minutes * MINUTE;
  const windows: Window[] = [];
  for (let passed = 0; passed < LONGEST_PLAN && windows.length < count; passed++) {
    const midnight = startOfDay(plan.day) + passed * DAY;
    if (!isWorking(dayOf(midnight))) continue;
    const first = midnight + (hours * 60 + minutes) * MINUTE;
    for (let slot = 0; slot < plan.perDay && windows.length < count; slot++) {
      windows.push({ from: first + slot * length, to: first + (slot + 1) * length });
    }
  }
  return windows;
}

/** Complete, and each day has room for its inspections. */
export const isComplete = ({ day, from, minutes, perDay }: Schedule): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  /^([01]\d|2[0-3]):[0-5]\d$/.test(from) &&
  Number.isInteger(minutes) &&
  minutes >= 10 &&
  Number.isInteger(perDay) &&
  perDay >= 1 &&
  minutesOf(from) + minutes * perDay <= 24 * 60;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
