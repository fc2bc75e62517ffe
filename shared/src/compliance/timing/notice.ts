/** Notice before an inspection: NOT-1. The number of the inspection in its year is in `frequency.ts`. */
import { type Day, dayOf, type Instant } from '../../kernel/instant.ts';
import { addWorkingDays, type WorkingCalendar, withYear } from '../../kernel/working-days.ts';
import { type Application, isRoutine } from '../../tasks/task.ts';
import type { Facts } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import { hasWords } from '../reason.ts';

/**
 * [NOT-1] A routine inspection is told of some working days before. Cases that rest on a clue are exempt; so is a surprise inspection, whose
 * reason is written down. A term that rests on a year without the State Council's notice says that it is provisional; a year that
 * the calendar does not hold goes by its weekdays, and is named.
 */
export function toldAhead(
  application: Application,
  { policy, calendar }: Pick<Facts, 'policy' | 'calendar'>,
  now: Instant,
): Finding[] {
  const { noticeWorkingDays } = policy;
  const { window, surprise, late, reasons } = application;
  if (!isRoutine(application) || late || noticeWorkingDays === 0 || hasWords(reasons['NOT-1'] ?? '', policy)) return [];
  if (surprise) return [finding('surprise-unexplained', { least: policy.reasonCharacters }, [{ kind: 'give-reason' }])];
  const { day, provisional, missing } = earliestDay(calendar, dayOf(now), noticeWorkingDays);
  const unknown = missing.map((year) => finding('calendar-missing', { year }));
  if (day <= dayOf(window.from)) return unknown;
  return [
    ...unknown,
    finding('notice-too-short', { days: noticeWorkingDays, earliest: day, ...(provisional && { provisional: 1 }) }, [
      { kind: 'change-window' },
      { kind: 'as-surprise' },
      { kind: 'give-reason' },
    ]),
  ];
}

interface Earliest {
  readonly day: Day;
  readonly provisional: boolean;
  /** Years that the calendar does not hold. */
  readonly missing: readonly number[];
}

function earliestDay(calendar: WorkingCalendar, day: Day, count: number, missing: readonly number[] = []): Earliest {
  const found = addWorkingDays(calendar, day, count);
  if (found.ok) return { ...found.value, missing };
  const { year } = found.error;
  const byWeekday = { year, document: '—', provisional: true, holidays: [], workdays: [] };
  return earliestDay(withYear(calendar, byWeekday), day, count, [...missing, year]);
}
