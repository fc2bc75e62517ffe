/** How often: FREQ-1 and FREQ-2. */
import { yearOf } from '../kernel/instant.ts';
import { capFor, type Matter } from '../matters/matter.ts';
import { type Application, COUNTED_STATES } from '../tasks/task.ts';
import type { Facts, Visit } from './facts.ts';
import { type Finding, finding } from './finding.ts';

/** Sources that the cap does not block (FREQ-2). */
const EXEMPT_SOURCES: readonly string[] = ['complaint', 'referral', 'data-monitoring', 'own-request'];

/** [FREQ-1] A matter's yearly cap: same agency, same enterprise, same calendar year, exempt sources not counted. */
export function underCap(application: Application, facts: Facts): Finding[] {
  if (isExempt(application) || application.type === 'special') return [];
  return cappedMatters(application, facts).flatMap(({ matter, cap }) => {
    const used = visitsThisYear(application, facts).filter((v) => !isExempt(v) && v.matters.includes(matter.id));
    if (used.length < cap) return [];
    const evidence = {
      matter: matter.title,
      cap,
      grade: facts.enterprise.grade,
      used: used.length,
      days: used.map((visit) => visit.window.from),
    };
    return [
      finding('cap-reached', evidence, [
        { kind: 'next-year', year: yearOf(application.window.from) + 1 },
        { kind: 'as-case' },
        { kind: 'remove-matter', matter: matter.id },
      ]),
    ];
  });
}

/** [FREQ-2] Case checks from exempt sources go past the cap, but not beyond a reasonable number. */
export function exemptWithinReason(application: Application, facts: Facts): Finding[] {
  if (!isExempt(application)) return [];
  return cappedMatters(application, facts).flatMap(({ matter, cap }) => {
    const used = visitsThisYear(application, facts).filter((v) => v.matters.includes(matter.id)).length;
    const limit = cap + facts.policy.exemptBeyondCap;
    return used < limit ? [] : [finding('exempt-beyond-reason', { matter: matter.title, used, limit })];
  });
}

/** [NOT-1] This would be the n-th inspection of the enterprise by this agency in the year of the window. */
export const nthThisYear = (
  application: Pick<Application, 'window'>,
  facts: Pick<Facts, 'visits' | 'agency'>,
): number => visitsThisYear(application, facts).length + 1;

function visitsThisYear(
  { window }: Pick<Application, 'window'>,
  { visits, agency }: Pick<Facts, 'visits' | 'agency'>,
): Visit[] {
  const year = yearOf(window.from);
  const counted: readonly string[] = COUNTED_STATES;
  return visits.filter((v) => v.agency === agency.id && yearOf(v.window.from) === year && counted.includes(v.state));
}

function cappedMatters({ matters }: Application, facts: Facts): { matter: Matter; cap: number }[] {
  return facts.matters
    .filter((matter) => matters.includes(matter.id))
    .flatMap((matter) => {
      const cap = capFor(matter.cap, facts.enterprise.grade);
      return cap === undefined ? [] : [{ matter, cap }];
    });
}

const isExempt = ({ type, source }: Pick<Application, 'type' | 'source'>): boolean =>
  type === 'case' && EXEMPT_SOURCES.includes(source);
