/** The same officer at the same door again: FREQ-5. */
import type { Instant } from '../../kernel/instant.ts';
import type { Application } from '../../tasks/task.ts';
import type { Facts, Visit } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import { hasWords } from '../reason.ts';
import { countOnce } from './counting.ts';

/**
 * [FREQ-5] An officer who found no problem at an enterprise several times in a row within a year does not come again without a
 * written reason. A visit that found a problem begins the row anew.
 */
export function officerChanged({ window, reasons }: Application, { visits, officers, policy }: Facts): Finding[] {
  if (hasWords(reasons['FREQ-5'] ?? '', policy)) return [];
  const before = policy.sameOfficerVisits - 1;
  return officers.flatMap(({ id, name }) => {
    const latest = countOnce(visits.filter((visit) => visit.officers.includes(id)))
      .filter(isDone)
      .filter(({ endedAt }) => endedAt < window.from && endedAt >= window.from - policy.sameOfficerSpan)
      .sort((a, b) => b.endedAt - a.endedAt)
      .slice(0, before);
    if (before < 1 || latest.length < before || latest.some(({ outcome }) => outcome !== 'no-problem')) return [];
    const days = latest.map(({ endedAt }) => endedAt).reverse();
    return [
      finding('same-officer-again', { officer: name, nth: policy.sameOfficerVisits, days }, [
        { kind: 'remove-officer', officer: id },
        { kind: 'give-reason' },
      ]),
    ];
  });
}

const isDone = (visit: Visit): visit is Visit & { endedAt: Instant } => visit.endedAt !== null;
