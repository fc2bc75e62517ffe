/** Rules about matters, jurisdiction, and whether a visit on site is needed: MAT-1, MAT-2, JUR-1, OFF-1. */
import { dayOf } from '../kernel/instant.ts';
import { covers } from '../kernel/regions.ts';
import { allowsInspection } from '../matters/basis.ts';
import type { Matter } from '../matters/matter.ts';
import type { Agency } from '../registry/agency.ts';
import type { Application } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';
import { hasWords } from './reason.ts';

/** [MAT-1] Only matters on the list published and valid on the day, and only those of this agency. */
export function mattersPublished(
  { matters, window }: Pick<Application, 'matters' | 'window'>,
  facts: Pick<Facts, 'agency' | 'matters'>,
): Finding[] {
  if (matters.length === 0) return [finding('no-matter')];
  const day = dayOf(window.from);
  return matters.flatMap((id) => {
    const matter = facts.matters.find((m) => m.id === id);
    const cure = [{ kind: 'remove-matter', matter: id }] as const;
    if (!matter || !isValidOn(matter, day)) {
      return [finding('matter-not-published', { matter: matter?.title ?? id, day }, cure)];
    }
    return mayUse(facts.agency, matter) ? [] : [finding('matter-of-other-agency', { matter: matter.title }, cure)];
  });
}

/** [MAT-2] Each matter shows its legal basis; a list that states none is reported. */
export function basisStated({ matters }: Application, facts: Facts): Finding[] {
  return facts.matters
    .filter((matter) => matters.includes(matter.id) && !allowsInspection(matter.bases))
    .map((matter) => finding('basis-not-stated', { matter: matter.title }));
}

/** [JUR-1] The agency's region covers the enterprise's. */
export function insideRegion(_: Application, { agency, enterprise }: Facts): Finding[] {
  if (covers(agency.region, enterprise.region)) return [];
  return [finding('outside-region', { agency: agency.name, enterprise: enterprise.name })];
}

/** [OFF-1] Why can it not be done by written check, shared data or remote supervision? */
export function whyOnSite({ whyOnSite }: Pick<Application, 'whyOnSite'>, { policy }: Pick<Facts, 'policy'>): Finding[] {
  if (hasWords(whyOnSite, policy)) return [];
  return [finding('why-on-site-missing', { least: policy.reasonCharacters }, [{ kind: 'give-reason' }])];
}

const isValidOn = (matter: Matter, day: string): boolean =>
  matter.validFrom <= day && (matter.validTo === null || day <= matter.validTo);

/** An agency uses the matters of its line of work. */
export const mayUse = ({ line }: Pick<Agency, 'line'>, { agencyCode }: Pick<Matter, 'agencyCode'>): boolean =>
  line === agencyCode;
