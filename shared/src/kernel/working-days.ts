/**
 * Working days by the State Council's yearly notices of holidays and make-up days (调休). The calendar is data; nothing
 * here guesses: a day of a year that the calendar does not hold is an error, and a result that touched a year still to be
 * announced says `provisional`.
 */
import * as v from 'valibot';
import { DAY, type Day, dayOf, daySchema, type Instant, startOfDay } from './instant.ts';
import { err, ok, type Result } from './result.ts';

const daysOfYear = v.pipe(
  v.array(daySchema),
  v.maxLength(120),
  v.check((days) => new Set(days).size === days.length, 'day-twice'),
);

/** Notice of a year. */
export const calendarYearSchema = v.pipe(
  v.object({
    year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
    /** Number of the notice; of a provisional year, the text that its statutory days come from. */
    document: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
    /** True until the State Council's notice for the year is imported. */
    provisional: v.boolean(),
    /** Days off. Weekends may be named too. */
    holidays: daysOfYear,
    /** 调休: Saturdays and Sundays on which people work. */
    workdays: daysOfYear,
  }),
  v.check(({ year, holidays, workdays }) => [...holidays, ...workdays].every((day) => yearOfDay(day) === year), 'year'),
  v.check(({ holidays, workdays }) => workdays.every((day) => isWeekend(day) && !holidays.includes(day)), 'workday'),
);
export type CalendarYear = v.InferOutput<typeof calendarYearSchema>;

/** At most one entry a year. */
export type WorkingCalendar = readonly CalendarYear[];

export interface YearMissing {
  readonly code: 'year-missing';
  readonly year: number;
}

/** `provisional`: the answer rests on a year whose notice is not published yet, and may still change. */
export type Provisional<T> = T & { readonly provisional: boolean };

type Answer<T> = Result<Provisional<T>, YearMissing>;

export function isWorkingDay(calendar: WorkingCalendar, day: Day): Answer<{ readonly isWorking: boolean }> {
  const year = yearOfDay(day);
  const notice = calendar.find((entry) => entry.year === year);
  if (!notice) return err({ code: 'year-missing', year });
  const isWorking = isWeekend(day) ? notice.workdays.includes(day) : !notice.holidays.includes(day);
  return ok({ isWorking, provisional: notice.provisional });
}

/**
 * Returns the `count`-th working day after `day`, which itself never counts; before it for a negative count, and `day` for 0.
 * Every day passed over must be in the calendar.
 */
export function addWorkingDays(calendar: WorkingCalendar, day: Day, count: number): Answer<{ readonly day: Day }> {
  const step = count < 0 ? -1 : 1;
  let [at, left, provisional] = [day, Math.abs(count), false];
  while (left > 0) {
    at = nextDay(at, step);
    const found = isWorkingDay(calendar, at);
    if (!found.ok) return found;
    if (found.value.isWorking) left--;
    provisional ||= found.value.provisional;
  }
  return ok({ day: at, provisional });
}

/** Counts the working days after `from` up to and with `to`; negative where `to` is the earlier one. */
export function workingDaysBetween(
  calendar: WorkingCalendar,
  from: Day,
  to: Day,
): Answer<{ readonly workingDays: number }> {
  if (to < from) {
    const back = workingDaysBetween(calendar, to, from);
    return back.ok ? ok({ ...back.value, workingDays: 0 - back.value.workingDays }) : back;
  }
  let [at, workingDays, provisional] = [from, 0, false];
  while (at < to) {
    at = nextDay(at, 1);
    const found = isWorkingDay(calendar, at);
    if (!found.ok) return found;
    if (found.value.isWorking) workingDays++;
    provisional ||= found.value.provisional;
  }
  return ok({ workingDays, provisional });
}

/** Returns the last day of a term of `count` working days that begins at `at`, and its end: 24:00 of that day in China. */
export function deadlineAfter(
  calendar: WorkingCalendar,
  at: Instant,
  count: number,
): Answer<{ readonly day: Day; readonly end: Instant }> {
  const last = addWorkingDays(calendar, dayOf(at), count);
  return last.ok ? ok({ ...last.value, end: startOfDay(last.value.day) + DAY }) : last;
}

/** Puts a year's notice into the calendar, in the place of the one before. */
export const withYear = (calendar: WorkingCalendar, notice: CalendarYear): WorkingCalendar =>
  [...calendar.filter(({ year }) => year !== notice.year), notice].sort((a, b) => a.year - b.year);

const yearOfDay = (day: Day): number => Number(day.slice(0, 4));

/** A `Day` stands for midnight of UTC here, so that no time zone takes part. */
const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

const nextDay = (day: Day, step: 1 | -1): Day => new Date(utc(day) + step * DAY).toISOString().slice(0, 10);

function isWeekend(day: Day): boolean {
  const weekday = new Date(utc(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}
