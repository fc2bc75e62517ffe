/** Calendar: the days of a week or month, and what stands on each day for each officer, and for each agency. */
import { DAY, type Day, dayOf, overlaps, startOfDay } from '@liangma/shared/kernel/instant';
import { covers, type RegionCode } from '@liangma/shared/kernel/regions';
import { isWorkingDay, type WorkingCalendar } from '@liangma/shared/kernel/working-days';
import { isQuietOn, type QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';
import { type Away, isAwayOn } from '@liangma/shared/registry/leave';
import { servesOn } from '@liangma/shared/registry/officer';
import type { Calendar, CalendarOfficer, CalendarVisit } from '@liangma/shared/tasks/calendar';

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

/** The last four: the officer cannot inspect on that day, or is away. */
export type CellState = 'free' | 'busy' | 'left' | 'suspended' | 'uncertified' | 'away';

export interface Cell {
  readonly day: Day;
  readonly state: CellState;
  /** In the order of their start. */
  readonly visits: readonly CalendarVisit[];
}

export interface OfficerLine {
  readonly officer: CalendarOfficer;
  readonly cells: readonly Cell[];
}

export type Booked = Pick<Calendar, 'officers' | 'visits' | 'leaves'>;

export const linesOf = ({ officers, visits, leaves }: Booked, days: readonly Day[]): readonly OfficerLine[] =>
  officers.map((officer) => {
    const own = visits.filter((visit) => visit.officers.some(({ id }) => id === officer.id));
    const cells = days.map((day): Cell => {
      const here = visitsOn(own, day);
      return { day, state: stateOf(officer, day, here, leaves), visits: here };
    });
    return { officer, cells };
  });

function visitsOn(visits: readonly CalendarVisit[], day: Day): CalendarVisit[] {
  const from = startOfDay(day);
  return visits
    .filter(({ window }) => overlaps(window, { from, to: from + DAY }))
    .sort((a, b) => a.window.from - b.window.from);
}

/** A suspension has no dates: it holds until it is lifted. A visit on a day of leave stays to be seen. */
function stateOf(
  officer: CalendarOfficer,
  day: Day,
  visits: readonly CalendarVisit[],
  leaves: readonly Away[],
): CellState {
  if (!servesOn(officer, day)) return 'left';
  if (officer.suspended) return 'suspended';
  const { validFrom, validTo } = officer.certificate;
  if (day < validFrom || validTo < day) return 'uncertified';
  if (isAwayOn(leaves, officer.id, day)) return 'away';
  return visits.length > 0 ? 'busy' : 'free';
}

/** Lines whose officer, department or place of work holds every word. */
export function linesWith(lines: readonly OfficerLine[], text: string): readonly OfficerLine[] {
  const words = wordsIn(text);
  return lines.filter(({ officer, cells }) => {
    const places = cells.flatMap(({ visits }) => visits.flatMap(placesOf));
    return hasAll(words, [officer.name, officer.department, ...places]);
  });
}

const placesOf = ({ enterprise }: CalendarVisit): string[] => [enterprise.name, enterprise.township];
const wordsIn = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);
const hasAll = (words: readonly string[], texts: readonly string[]): boolean => {
  const all = texts.join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
};

export interface AgencyCell {
  readonly day: Day;
  readonly visits: readonly CalendarVisit[];
  /** Names of its officers who could inspect on that day. */
  readonly free: readonly string[];
}

export interface AgencyLine {
  readonly agency: Calendar['agencies'][number];
  readonly cells: readonly AgencyCell[];
}

/** Filter of a reader of the county; empty for everything. */
export interface AgencyFilter {
  readonly agency: string;
  readonly township: string;
  readonly text: string;
}

/** Agencies with their visits and free officers of each day, those with visits first. A filter of places hides agencies without any. */
export function agencyLines(
  { agencies, ...booked }: Booked & Pick<Calendar, 'agencies'>,
  days: readonly Day[],
  { agency: only, township, text }: AgencyFilter,
): readonly AgencyLine[] {
  const words = wordsIn(text);
  const isMeant = (visit: CalendarVisit): boolean =>
    (township === '' || visit.enterprise.township === township) &&
    hasAll(words, [visit.agency.name, ...placesOf(visit), ...visit.officers.map(({ name }) => name)]);
  const visits = booked.visits.filter(isMeant);
  const lines = agencies
    .filter(({ id }) => only === '' || id === only)
    .map((agency) => {
      const own = visits.filter((visit) => visit.agency.id === agency.id);
      const officers = linesOf(
        { ...booked, officers: booked.officers.filter((one) => one.agency === agency.id) },
        days,
      );
      const cells = days.map((day, i) => ({
        day,
        visits: visitsOn(own, day),
        free: officers.filter(({ cells }) => cells[i]?.state === 'free').map(({ officer }) => officer.name),
      }));
      return { agency, cells, count: own.length };
    })
    .filter(({ count }) => count > 0 || (township === '' && words.length === 0));
  return lines.sort((a, b) => b.count - a.count).map(({ agency, cells }) => ({ agency, cells }));
}

export const townshipsOf = (visits: readonly CalendarVisit[]): readonly string[] =>
  [...new Set(visits.map(({ enterprise }) => enterprise.township))]
    .filter(Boolean)
    .sort((a, b) => a.localeCompare(b, 'zh-CN'));
