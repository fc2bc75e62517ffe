/** Rules about matters, jurisdiction, and whether a visit on site is needed: MAT-1, MAT-2, JUR-1, OFF-1. */
import { dayOf, type Instant } from '../kernel/instant.ts';
import { covers } from '../kernel/regions.ts';
import { allowsInspection } from '../matters/basis.ts';
import type { Matter } from '../matters/matter.ts';
import { type Agency, regionInCode } from '../registry/agency.ts';
import { hasEnded } from '../registry/enterprise.ts';
import { isAskedBy } from '../tasks/particulars.ts';
import type { Application } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';
import { standingOf } from './frequency/counting.ts';
import { hasWords } from './reason.ts';

/**
 * [MAT-1] Only matters on the list published and valid on every day of the window, and only those of the line of work and level of an
 * agency that takes part, which carries them.
 */
export function mattersPublished(
  { matters, window }: Pick<Application, 'matters' | 'window'>,
  facts: Pick<Facts, 'agency' | 'matters'> & Partial<Pick<Facts, 'partners'>>,
): Finding[] {
  if (matters.length === 0) return [finding('no-matter')];
  // A publication has no gap, so that the ends of the window decide over the days between.
  const days = [dayOf(window.from), dayOf(window.to - 1)];
  return matters.flatMap((id) => {
    const matter = facts.matters.find((m) => m.id === id);
    const cure = [{ kind: 'remove-matter', matter: id }] as const;
    const day = days.find((one) => !matter || !isValidOn(matter, one));
    if (!matter || day !== undefined) {
      return [finding('matter-not-published', { matter: matter?.title ?? id, day: day ?? '' }, cure)];
    }
    return carrierOf(matter, [facts.agency, ...(facts.partners ?? [])])
      ? []
      : [finding('matter-of-other-agency', { matter: matter.title }, cure)];
  });
}

/** [MAT-2] Each matter shows its legal basis; a list that states none is reported. */
export function basisStated({ matters }: Application, facts: Facts): Finding[] {
  return facts.matters
    .filter((matter) => matters.includes(matter.id) && !allowsInspection(matter.bases))
    .map((matter) => finding('basis-not-stated', { matter: matter.title }));
}

/** [JUR-1] Nobody is there to be inspected once an enterprise has ceased, lost its licence or moved to another region. */
export const stillThere = ({ enterprise: { name, state } }: Pick<Facts, 'enterprise'>): Finding[] =>
  hasEnded(state) ? [finding('enterprise-ended', { enterprise: name, state })] : [];

/**
 * [JUR-1] The agency's region covers the enterprise's, or the authority there was asked for assistance (异地协助): by today, and
 * before an inspection that has begun already.
 */
export function insideRegion(
  { assistance, late, window }: Pick<Application, 'assistance' | 'late' | 'window'>,
  { agency, enterprise }: Pick<Facts, 'agency' | 'enterprise'>,
  now: Instant,
): Finding[] {
  if (regionsOf(agency).every((region) => covers(region, enterprise.region))) return [];
  const cure = [{ kind: 'give-assistance' }] as const;
  if (!assistance) return [finding('outside-region', { agency: agency.name, enterprise: enterprise.name }, cure)];
  const evidence = { number: assistance.number, date: assistance.date };
  if (!isAskedBy(assistance, dayOf(now))) return [finding('assistance-in-future', evidence, cure)];
  return late && !isAskedBy(assistance, dayOf(window.from)) ? [finding('assistance-afterwards', evidence, cure)] : [];
}

/** An entrusted organisation acts within its own region and that of its principal, which the principal's id begins with. */
const regionsOf = ({ region, entrustment }: Agency): string[] =>
  entrustment ? [region, regionInCode(entrustment.agency) ?? region] : [region];

/** [OFF-1] Can it be done by written check, shared data or remote supervision? If it can, nobody enters; if not, why? */
export function onSiteNeeded(
  { offSite, whyOnSite }: Pick<Application, 'offSite' | 'whyOnSite'>,
  { policy }: Pick<Facts, 'policy'>,
): Finding[] {
  if (offSite === undefined) return [finding('off-site-unanswered', {}, [{ kind: 'answer-off-site' }])];
  if (offSite !== 'none')
    return [finding('off-site-possible', { way: offSite }, [{ kind: 'do-off-site' }, { kind: 'answer-off-site' }])];
  if (hasWords(whyOnSite, policy)) return [];
  return [finding('why-on-site-missing', { least: policy.reasonCharacters }, [{ kind: 'give-reason' }])];
}

const isValidOn = (matter: Matter, day: string): boolean =>
  matter.validFrom <= day && (matter.validTo === null || day <= matter.validTo);

/** Returns the agency that carries a matter of a joint inspection: the first of that line of work, the lead agency before others. */
export const carrierOf = <A extends Acting>(matter: Pick<Matter, 'agencyCode' | 'levels'>, agencies: readonly A[]) =>
  agencies.find((agency) => mayUse(agency, matter));

type Acting = Pick<Agency, 'id' | 'line' | 'level' | 'entrustment'>;

/** An agency uses the matters of its line of work that the list gives to its level, or to that of the agency in whose name it acts. */
export const mayUse = (agency: Acting, { agencyCode, levels }: Pick<Matter, 'agencyCode' | 'levels'>): boolean =>
  agency.line === agencyCode && (levels.length === 0 || levels.includes(standingOf(agency).level));
