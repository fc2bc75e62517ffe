/** Rules about the frequency of inspections: FREQ-1 and FREQ-2. */
import { yearOf } from '../kernel/instant.ts';
import { plainCap } from '../matters/cap.ts';
import type { Matter } from '../matters/matter.ts';
import { type Application, COUNTED_STATES, isExemptSource } from '../tasks/task.ts';
import type { Facts, Visit } from './facts.ts';
import { type Finding, finding } from './finding.ts';

/**
 * [FREQ-1] A matter's yearly cap: same agency, same enterprise, same calendar year, exempt sources not counted. Other
 * applications that wait are named: whichever is approved first is judged first.
 */
export function underCap(application: Application, facts: Facts): Finding[] {
  if (isExempt(application)) return [];
  return cappedMatters(application, facts).flatMap(({ matter, cap }) => {
    const ofMatter = visitsInYear(application, facts).filter((v) => !isExempt(v) && v.matters.includes(matter.id));
    const used = ofMatter.filter(isVisit);
    const waiting = ofMatter.filter(({ state }) => state === 'applied').length;
    const evidence = {
      matter: matter.title,
      cap,
      ...(matter.cap.limits[0]?.amount.by === 'grade' && { grade: facts.enterprise.grade }),
      used: used.length,
      days: used.map((visit) => visit.window.from),
    };
    if (used.length < cap) return waiting === 0 ? [] : [finding('others-waiting', { ...evidence, waiting })];
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
export const nthThisYear = (application: Pick<Application, 'window'>, facts: Visited): number =>
  visitsThisYear(application, facts).length + 1;

/** The visits of an enterprise, and the agency that asks. */
type Visited = Pick<Facts, 'visits'> & { readonly agency: Pick<Facts['agency'], 'id'> };

function visitsThisYear(application: Pick<Application, 'window'>, facts: Visited): Visit[] {
  return visitsInYear(application, facts).filter(isVisit);
}

function visitsInYear({ window }: Pick<Application, 'window'>, { visits, agency }: Visited): Visit[] {
  const year = yearOf(window.from);
  return visits.filter((v) => v.agency === agency.id && yearOf(v.window.from) === year && isCounted(v));
}

/** A special inspection deployed from above is no decision of this agency, and counts for nothing. */
const isCounted = ({ type, source }: Visit): boolean => !(type === 'special' && source === 'deployed');

const isVisit = ({ state }: Visit): boolean => (COUNTED_STATES as readonly string[]).includes(state);

function cappedMatters({ matters }: Application, facts: Facts): { matter: Matter; cap: number }[] {
  return facts.matters
    .filter((matter) => matters.includes(matter.id))
    .flatMap((matter) => {
      const cap = plainCap(matter.cap, facts.enterprise.grade);
      return cap === undefined ? [] : [{ matter, cap }];
    });
}

const isExempt = ({ type, source }: Pick<Application, 'type' | 'source'>): boolean =>
  type === 'case' && isExemptSource(source);
