/** Rules about matters, jurisdiction, and whether a visit on site is needed: MAT-1, MAT-2, JUR-1, OFF-1. */
import { dayOf, type Instant } from '../kernel/instant.ts';
import { covers } from '../kernel/regions.ts';
import { allowsInspection } from '../matters/basis.ts';
import type { Matter } from '../matters/matter.ts';
import type { Agency } from '../registry/agency.ts';
import { isAskedBy } from '../tasks/particulars.ts';
import type { Application } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';
import { hasWords } from './reason.ts';

/**
 * [MAT-1] Only matters on the list published and valid on the day, and only those of an agency that takes part, which carries
 * them.
 */
export function mattersPublished(
  { matters, window }: Pick<Application, 'matters' | 'window'>,
  facts: Pick<Facts, 'agency' | 'matters'> & Partial<Pick<Facts, 'partners'>>,
): Finding[] {
  if (matters.length === 0) return [finding('no-matter')];
  const day = dayOf(window.from);
  return matters.flatMap((id) => {
    const matter = facts.matters.find((m) => m.id === id);
    const cure = [{ kind: 'remove-matter', matter: id }] as const;
    if (!matter || !isValidOn(matter, day)) {
      return [finding('matter-not-published', { matter: matter?.title ?? id, day }, cure)];
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

/** [JUR-1] The agency's region covers the enterprise's, or the authority there was asked for assistance (异地协助). */
export function insideRegion(
  { assistance }: Pick<Application, 'assistance'>,
  { agency, enterprise }: Pick<Facts, 'agency' | 'enterprise'>,
  now: Instant,
): Finding[] {
  if (covers(agency.region, enterprise.region)) return [];
  const cure = [{ kind: 'give-assistance' }] as const;
  if (!assistance) return [finding('outside-region', { agency: agency.name, enterprise: enterprise.name }, cure)];
  if (isAskedBy(assistance, dayOf(now))) return [];
  return [finding('assistance-in-future', { number: assistance.number, date: assistance.date }, cure)];
}

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
export const carrierOf = <A extends Pick<Agency, 'line'>>(matter: Pick<Matter, 'agencyCode'>, agencies: readonly A[]) =>
  agencies.find((agency) => mayUse(agency, matter));

/** An agency uses the matters of its line of work. */
export const mayUse = ({ line }: Pick<Agency, 'line'>, { agencyCode }: Pick<Matter, 'agencyCode'>): boolean =>
  line === agencyCode;
