/** Notice before an inspection: NOT-1. The number of the inspection in its year is in `frequency.ts`. */
import { dayOf, type Instant } from '../../kernel/instant.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Application } from '../../tasks/task.ts';
import type { Facts } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import { hasWords } from '../reason.ts';

/**
 * [NOT-1] A routine inspection is told of some working days before. Cases are exempt; so is a surprise inspection, whose
 * reason is written down. A term that rests on a year without the State Council's notice says that it is provisional.
 */
export function toldAhead(
  { type, window, surprise, late, reasons }: Application,
  { policy, calendar }: Pick<Facts, 'policy' | 'calendar'>,
  now: Instant,
): Finding[] {
  const { noticeWorkingDays } = policy;
  if (type !== 'routine' || late || noticeWorkingDays === 0 || hasWords(reasons['NOT-1'] ?? '', policy)) return [];
  if (surprise) return [finding('surprise-unexplained', { least: policy.reasonCharacters }, [{ kind: 'give-reason' }])];
  const earliest = addWorkingDays(calendar, dayOf(now), noticeWorkingDays);
  if (!earliest.ok) return [finding('calendar-missing', { year: earliest.error.year })];
  const { day, provisional } = earliest.value;
  if (day <= dayOf(window.from)) return [];
  return [
    finding('notice-too-short', { days: noticeWorkingDays, earliest: day, ...(provisional && { provisional: 1 }) }, [
      { kind: 'change-window' },
      { kind: 'as-surprise' },
      { kind: 'give-reason' },
    ]),
  ];
}
