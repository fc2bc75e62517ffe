/** Inspections begun without a code: LATE-1, LATE-2. LATE-3 is about codes issued offline and stands in `sync/`. */
import { DAY, dayOf, type Instant, startOfDay, type Window } from '../../kernel/instant.ts';
import type { Application } from '../../tasks/task.ts';
import type { Facts } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import type { Policy } from '../policy.ts';
import { hasWords } from '../reason.ts';

type Known = Pick<Facts, 'policy'>;

/**
 * Last moment to enter an inspection that began without a code: in an emergency before the officers leave, else the end of the last
 * of some calendar days after that of its end.
 */
export const lateDeadline = (
  { late, window }: { readonly late: Pick<NonNullable<Application['late']>, 'ground'>; readonly window: Window },
  { lateEntryTime }: Pick<Policy, 'lateEntryTime'>,
): Instant => (late.ground === 'emergency' ? window.to : startOfDay(dayOf(window.to - 1 + lateEntryTime)) + DAY - 1);

/**
 * [LATE-1] In an emergency the inspection may begin first; its code is applied for before the officers leave, so before
 * the end of the period. Later is told to supervisors.
 */
export function enteredBeforeLeaving({ late, window }: Application, { policy }: Known, now: Instant): Finding[] {
  if (late?.ground !== 'emergency' || now <= lateDeadline({ late, window }, policy)) return [];
  return [finding('late-after-leaving', { to: window.to })];
}

/**
 * [LATE-2] Without network, or with a fault of the system, the entry is completed some days after the end of the
 * inspection, with the reason. Overdue is told to supervisors. An inspection that has not begun is applied for as usual.
 */
export function enteredInTime({ late, window, reasons }: Application, { policy }: Known, now: Instant): Finding[] {
  if (!late) return [];
  if (now < window.from) return [finding('late-not-begun', { from: window.from }, [{ kind: 'not-late' }])];
  const isExplained = hasWords(reasons['LATE-2'] ?? '', policy);
  const unexplained = isExplained
    ? []
    : [finding('late-unexplained', { least: policy.reasonCharacters }, [{ kind: 'give-reason' }])];
  const deadline = lateDeadline({ late, window }, policy);
  if (late.ground === 'emergency' || now <= deadline) return unexplained;
  const last = dayOf(deadline);
  return [...unexplained, finding('late-overdue', { last, days: policy.lateEntryTime / DAY })];
}
