/** Yearly limits of inspections at an enterprise: FREQ-1, FREQ-2, NOT-1. */
import { dayOf, yearOf } from '../kernel/instant.ts';
import type { Limit } from '../matters/cap.ts';
import type { Matter } from '../matters/matter.ts';
import { gradeOn } from '../registry/grade-history.ts';
import { type Application, restsOnClue } from '../tasks/task.ts';
import type { Facts, Visit } from './facts.ts';
import { type Cure, type Finding, finding } from './finding.ts';
import {
  countOnce,
  inYearOf,
  isCapped,
  isCounted,
  isExempt,
  isVisit,
  standingOf,
  withinReach,
} from './frequency/counting.ts';
import { type Bounds, boundsOf, gradeOn as gradeOfList, isNoLimit } from './frequency/limit-bounds.ts';

/**
 * [FREQ-1] Published yearly limits, in every shape: what counts, over which agencies, for which place. Other applications that
 * wait are named: whichever is approved first is judged first. Where a fact is missing on which the number depends,
 * that is said, and nothing is guessed.
 */
export function underCap(application: Application, facts: Facts): Finding[] {
  return usesOfLimits(application, facts).flatMap(({ matter, limit, bounds, used, atMost, waiting }) => {
    const common = { matter: matter.title, cap: bounds.least, ...detailsOf(limit, facts, application) };
    if (used.length >= bounds.most && bounds.holds) {
      const days = used.map((visit) => visit.window.from);
      return [
        finding(
          'cap-reached',
          { ...common, cap: bounds.most, used: used.length, days },
          curesOf(application, matter, limit),
        ),
      ];
    }
    if (atMost.length >= bounds.least) {
      const unknown = [...bounds.unknown, ...(atMost.length > used.length ? ['premises'] : [])];
      const evidence = { ...common, used: atMost.length, unknown };
      return [finding('cap-unsure', evidence, curesOf(application, matter, limit))];
    }
    return waiting === 0 ? [] : [finding('others-waiting', { ...common, used: used.length, waiting })];
  });
}

/** A limit that holds for an application, and the visits of its year that count towards it. */
export interface LimitUse extends JudgedLimit {
  readonly used: readonly Visit[];
  /** With those whose place is not known. */
  readonly atMost: readonly Visit[];
  readonly waiting: number;
}

/** Returns the limits to which the application counts; the desk shows by the same how much of a year's limits is used. */
export function usesOfLimits(
  application: Pick<Application, 'type' | 'source' | 'matters' | 'window'>,
  facts: Facts,
): LimitUse[] {
  if (!isCounted(application)) return [];
  return limitsFor(application, facts).flatMap(({ matter, limit, bounds }) => {
    if (!isCapped(application, limit)) return [];
    const inReach = reached(application, facts, matter, limit).filter((visit) => isCapped(visit, limit));
    const { sure, possible } = atPlace(application, facts, limit, inReach);
    const used = countOnce(sure.filter(isVisit));
    const atMost = countOnce(possible.filter(isVisit));
    const waiting = sure.filter(({ state }) => state === 'applied').length;
    return [{ matter, limit, bounds, used, atMost, waiting }];
  });
}

/** [FREQ-2] Case checks from exempt sources go past the cap, but not beyond a reasonable number. */
export function exemptWithinReason(application: Application, facts: Facts): Finding[] {
  return limitsFor(application, facts).flatMap(({ matter, limit, bounds }) => {
    if (!isExempt(application, limit) || bounds.most === Number.POSITIVE_INFINITY) return [];
    const visits = reached(application, facts, matter, limit).filter((visit) => isVisit(visit) && isCounted(visit));
    const used = countOnce(atPlace(application, facts, limit, visits).sure).length;
    const most = bounds.most + facts.policy.exemptBeyondCap;
    return used < most ? [] : [finding('exempt-beyond-reason', { matter: matter.title, used, limit: most })];
  });
}

/** [NOT-1] This would be the n-th inspection of the enterprise by this agency in the year of the window. */
export const nthThisYear = (application: Pick<Application, 'window'>, { visits, agency }: Visited): number => {
  const own = agency.principal?.id ?? agency.entrustment?.agency ?? agency.id;
  const ofAgency = visits.filter((visit) => (visit.principal ?? visit.agency) === own);
  return countOnce(inYearOf(application, ofAgency).filter((visit) => isVisit(visit) && isCounted(visit))).length + 1;
};

/** The visits of an enterprise, and the agency that asks, with the one in whose name it acts. */
interface Visited {
  readonly visits: readonly Visit[];
  readonly agency: {
    readonly id: string;
    readonly principal?: { readonly id: string };
    readonly entrustment?: { readonly agency: string } | null;
  };
}

interface JudgedLimit {
  readonly matter: Matter;
  readonly limit: Limit;
  readonly bounds: Bounds;
}

/** Limits of the application's matters, and those that bind every inspection of the agency's line. */
function limitsFor(application: Pick<Application, 'window' | 'matters'>, facts: Facts): JudgedLimit[] {
  const day = dayOf(application.window.from);
  const own = standingOf(facts.agency);
  const isInForce = ({ agencyCode, validFrom, validTo }: Matter): boolean =>
    agencyCode === own.line && validFrom <= day && (validTo === null || day <= validTo);
  const who = {
    grade: gradeOn(facts.grades, day) ?? facts.enterprise.grade,
    marks: facts.marks,
    penalised: facts.penalised[String(yearOf(application.window.from) - 1)],
    level: own.level,
  };
  return facts.matters.flatMap((matter) => {
    const isAsked = application.matters.includes(matter.id);
    const binding = matter.cap.limits.filter(
      (limit) => limit.counts !== 'supervisory' && (isAsked || (limit.binds === 'list' && isInForce(matter))),
    );
    return binding
      .filter((limit) => !isNoLimit(limit, who))
      .map((limit) => ({ matter, limit, bounds: boundsOf(limit, who) }));
  });
}

const reached = (application: Pick<Application, 'window'>, facts: Facts, matter: Matter, limit: Limit): Visit[] =>
  withinReach(inYearOf(application, facts.visits), limit, matter.id, standingOf(facts.agency));

/** Splits visits into those surely at the place of this one, and those that may have been. */
function atPlace(
  application: object,
  { premises }: Pick<Facts, 'premises'>,
  { per }: Limit,
  visits: readonly Visit[],
): { readonly sure: readonly Visit[]; readonly possible: readonly Visit[] } {
  if (per === 'enterprise' || premises === 1) return { sure: visits, possible: visits };
  const place = placeOf(application);
  return {
    sure: visits.filter((visit) => place !== null && visit.premises === place),
    possible: visits.filter((visit) => place === null || visit.premises === null || visit.premises === place),
  };
}

/** An application that names no place of business leaves it open. */
const placeOf = (application: object): string | null =>
  'premises' in application && typeof application.premises === 'string' ? application.premises : null;

/** Everything that a sentence about the limit needs besides its numbers; absent where it is the usual. */
function detailsOf({ matters, agencies, per, amount }: Limit, facts: Facts, { window }: Application) {
  const kept = gradeOn(facts.grades, dayOf(window.from)) ?? facts.enterprise.grade;
  return {
    ...(amount.by === 'grade' && { grade: gradeOfList(amount, { grade: kept, marks: facts.marks }) }),
    ...(amount.by === 'mark' && { scale: amount.scale, mark: facts.marks[amount.scale] ?? '' }),
    ...(matters !== 'this' && { scope: matters === 'all' ? 'all' : 'together' }),
    ...(agencies !== 'own' && { levels: agencies === 'level' ? [standingOf(facts.agency).level] : agencies }),
    ...(per === 'premises' && { place: 'premises' }),
  };
}

function curesOf(application: Application, matter: Matter, limit: Limit): Cure[] {
  return [
    { kind: 'next-year', year: yearOf(application.window.from) + 1 },
    ...(limit.exempt?.length === 0 || restsOnClue(application) ? [] : [{ kind: 'as-case' } as const]),
    ...(limit.binds === 'list' ? [] : [{ kind: 'remove-matter', matter: matter.id } as const]),
  ];
}
