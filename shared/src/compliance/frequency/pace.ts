/** Inspections of all agencies close together: FREQ-4. */
import { DAY, type Day, dayOf } from '../../kernel/instant.ts';
import type { Application } from '../../tasks/task.ts';
import type { Facts, Visit } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import { countOnce, isCounted, isVisit, visitDay } from './counting.ts';

/**
 * [FREQ-4] An enterprise is inspected at most so often a day, a week and a month, over all agencies. An application stands for
 * the first day of its period, a visit for the day on which it ended or, while it is to come, for its first one.
 */
export function withinPace(application: Application, { visits, policy }: Facts): Finding[] {
  if (!isCounted(application)) return [];
  const day = dayOf(application.window.from);
  const others = visits.filter((visit) => isVisit(visit) && isCounted(visit));
  // Tasks of one joint inspection may lie on different days: it counts once in each span that has one of them.
  const within = (isSame: (day: Day) => boolean): Visit[] =>
    countOnce(others.filter((visit) => isSame(visitDay(visit))));
  const spans = [
    ['day', policy.visitsPerDay, within((other) => other === day)],
    ['week', policy.visitsPerWeek, within((other) => mondayOf(other) === mondayOf(day))],
    ['month', policy.visitsPerMonth, within((other) => other.slice(0, 7) === day.slice(0, 7))],
  ] as const;
  return spans.flatMap(([span, most, found]) => {
    if (found.length < most) return [];
    const agencies = [...new Set(found.map(({ agencyName }) => agencyName))].sort();
    return [finding('pace-exceeded', { span, most, used: found.length, agencies }, [{ kind: 'change-window' }])];
  });
}

/** Weeks begin on Monday (GB/T 7408.1). */
function mondayOf(day: Day): Day {
  const at = Date.parse(`${day}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * DAY).toISOString().slice(0, 10);
}
