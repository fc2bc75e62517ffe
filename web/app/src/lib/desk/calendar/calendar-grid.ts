/** Calendar of the own agency: the days of a week or month, and for each officer what stands on each day. */
import { DAY, type Day, dayOf, overlaps, startOfDay } from '@liangma/shared/kernel/instant';
import { covers, type RegionCode } from '@liangma/shared/kernel/regions';
import { isWorkingDay, type WorkingCalendar } from '@liangma/shared/kernel/working-days';
import { isQuietOn, type QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';
import { type Officer, servesOn } from '@liangma/shared/registry/officer';
import type { TaskRow } from '@liangma/shared/tasks/task-list';

export const CALENDAR_VIEWS = ['week', 'month'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** A `Day` stands for midnight of UTC here, so that no time zone takes part. */
const utc = (day: Day): Date => new Date(`${day}T00:00:00Z`);

const plus = (day: Day, days: number): Day => dayOf(startOfDay(day) + days * DAY);

/** A week begins on Monday. */
export function daysOfView(view: CalendarView, day: Day): Day[] {
  if (view === 'week') {
    const monday = plus(day, -((utc(day).getUTCDay() + 6) % 7));
    return Array.from({ length: 7 }, (_, i) => plus(monday, i));
  }
  const first = `${day.slice(0, 7)}-01`;
  const length = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
  return Array.from({ length }, (_, i) => plus(first, i));
}

/** A day of the view before or after. */
export function neighbour(view: CalendarView, day: Day, step: 1 | -1): Day {
  const days = daysOfView(view, day);
  return step === 1 ? plus(days.at(-1) ?? day, 1) : plus(days[0] ?? day, -1);
}

/** `unknown`: the calendar does not hold the year. */
export type DayKind = 'working' | 'weekend' | 'holiday' | 'make-up' | 'unknown';

export interface CalendarDay {
  readonly day: Day;
  readonly kind: DayKind;
  /** The year's notice is not published yet. */
  readonly isProvisional: boolean;
  /** Names of the quiet periods of the day; some may be about a part of the region or of the industries. */
  readonly quiet: readonly string[];
}

export function calendarDay(
  day: Day,
  calendar: WorkingCalendar,
  periods: readonly QuietPeriod[],
  region: RegionCode,
): CalendarDay {
  const found = isWorkingDay(calendar, day);
  const isWeekend = [0, 6].includes(utc(day).getUTCDay());
  return {
    day,
    kind: found.ok ? kindOf(found.value.isWorking, isWeekend) : 'unknown',
    isProvisional: found.ok && found.value.provisional,
    quiet: periods
      .filter((period) => covers(period.region, region) || covers(region, period.region))
      .filter((period) => isQuietOn(period, day))
      .map(({ name }) => name),
  };
}

const kindOf = (isWorking: boolean, isWeekend: boolean): DayKind =>
  isWorking ? (isWeekend ? 'make-up' : 'working') : isWeekend ? 'weekend' : 'holiday';

/** The last three: the officer cannot inspect on that day. */
export type CellState = 'free' | 'busy' | 'left' | 'suspended' | 'uncertified';

export interface Cell {
  readonly day: Day;
  readonly state: CellState;
  /** In the order of their start. */
  readonly tasks: readonly TaskRow[];
}

export interface OfficerLine {
  readonly officer: Officer;
  readonly cells: readonly Cell[];
}

export const linesOf = (
  officers: readonly Officer[],
  tasks: readonly TaskRow[],
  days: readonly Day[],
): readonly OfficerLine[] =>
  officers.map((officer) => {
    const own = tasks.filter((task) => task.officers.some(({ id }) => id === officer.id));
    const cells = days.map((day): Cell => {
      const from = startOfDay(day);
      const here = own.filter(({ window }) => overlaps(window, { from, to: from + DAY }));
      return { day, state: stateOf(officer, day, here), tasks: here.sort((a, b) => a.window.from - b.window.from) };
    });
    return { officer, cells };
  });

/** A suspension has no dates: it holds until it is lifted. */
function stateOf(officer: Officer, day: Day, tasks: readonly TaskRow[]): CellState {
  if (!servesOn(officer, day)) return 'left';
  if (officer.suspended) return 'suspended';
  const { validFrom, validTo } = officer.certificate;
  if (day < validFrom || validTo < day) return 'uncertified';
  return tasks.length > 0 ? 'busy' : 'free';
}

/** Lines whose officer, department or place of work holds every word. */
export function linesWith(lines: readonly OfficerLine[], text: string): readonly OfficerLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ officer, cells }) => {
    const places = cells.flatMap(({ tasks }) =>
      tasks.flatMap(({ enterprise }) => [enterprise.name, enterprise.township]),
    );
    const all = [officer.name, officer.department, ...places].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
