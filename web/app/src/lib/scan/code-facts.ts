/** Pure: what a code states, with the titles and bases that the signed catalog gives to its matters. */
import { type Window, windowOf } from '@liangma/shared/kernel/instant';
import { agencyNamesOf } from '@liangma/shared/task-code/agency-names';
import type { Claims, CodeKind, CodeOfficer } from '@liangma/shared/task-code/claims';
import type { Catalog } from '@liangma/shared/trust/catalog';

export interface FactMatter {
  readonly id: string;
  /** Absent where the catalog does not hold the matter. */
  readonly title: string | undefined;
  /** Empty where the published list states none. */
  readonly basis: string;
  /** Most inspections a year; the code does not tell how many there were. */
  readonly cap: number | undefined;
}

export interface CodeFacts {
  readonly agency: string;
  /** Every agency of a joint inspection, the lead agency first; that agency alone otherwise. */
  readonly agencies: readonly string[];
  readonly enterprise: string;
  readonly enterpriseId: string;
  readonly kind: CodeKind;
  /** Over all matters of the agency. Undefined for a visit, and where the device that issued the code cannot know. */
  readonly nth: number | undefined;
  readonly matters: readonly FactMatter[];
  readonly officers: readonly CodeOfficer[];
  readonly window: Window;
  /** The n-th code of a written grant, signed by an officer's device; undefined where the server signed it. */
  readonly onSite: number | undefined;
}

export function codeFactsOf(claims: Claims, catalog: Catalog): CodeFacts {
  const matters = claims.matters.map((id) => {
    const matter = catalog.matters.get(id);
    return { id, title: matter?.title, basis: matter?.basis ?? '', cap: matter?.cap ?? undefined };
  });
  return {
    agency: claims.agencyName,
    agencies: agencyNamesOf(claims),
    enterprise: claims.enterpriseName,
    enterpriseId: claims.enterprise,
    kind: claims.kind,
    nth: claims.kind === 'visit' || claims.nth === 0 ? undefined : claims.nth,
    matters,
    officers: claims.officers,
    window: windowOf(claims),
    onSite: claims.issuedUnder?.number,
  };
}
