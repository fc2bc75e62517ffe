/** Maps each cure of a finding to what the desk can do. A cure that needs a person or a thing gets it named here. */
import type { Cure, Finding, RuleId } from '@liangma/shared/compliance/finding';
import { holdsCertificate } from '@liangma/shared/compliance/qualification';
import { overlaps, type Window } from '@liangma/shared/kernel/instant';
import type { Matter, MatterId } from '@liangma/shared/matters/matter';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Officer, OfficerId } from '@liangma/shared/registry/officer';
import { STATE_GROUPS, type TaskRow } from '@liangma/shared/tasks/task-list';

export type Offer =
  /** `isFree`: known of the own agency's officers alone. */
  | { readonly kind: 'add-officer'; readonly officer: OfficerId; readonly name: string; readonly isFree: boolean }
  | { readonly kind: 'no-officer' }
  | { readonly kind: 'remove-officer'; readonly officer: OfficerId; readonly name: string }
  | { readonly kind: 'remove-matter'; readonly matter: MatterId; readonly title: string }
  | { readonly kind: 'next-year'; readonly year: number }
  | { readonly kind: 'as-case' }
  | { readonly kind: 'as-routine' }
  | { readonly kind: 'give-reference' }
  | { readonly kind: 'give-assistance' }
  | { readonly kind: 'answer-off-site' }
  | { readonly kind: 'do-off-site' }
  | { readonly kind: 'as-surprise' }
  | { readonly kind: 'name-exemption' }
  | { readonly kind: 'not-late' }
  | { readonly kind: 'change-window' }
  | { readonly kind: 'write-why' }
  | { readonly kind: 'write-reason'; readonly rule: RuleId }
  | { readonly kind: 'open-task'; readonly task: string }
  | { readonly kind: 'merge-hint' }
  | { readonly kind: 'join'; readonly agency: string }
  | { readonly kind: 'remove-partner'; readonly agency: string; readonly name: string };

export interface OfferContext {
  readonly window: Window;
  readonly chosen: readonly OfficerId[];
  /** The own agency. */
  readonly own: string | undefined;
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
  /** Partner agencies and those that could be asked. */
  readonly agencies: readonly Pick<Agency, 'id' | 'name'>[];
  /** Open tasks of the own agency: who is on them is busy. */
  readonly tasks: readonly TaskRow[];
}

/** More than two proposals are a list, and the list is in the form. */
const PROPOSED = 2;

export const offersOf = (finding: Finding, context: OfferContext): Offer[] =>
  finding.cures.flatMap((cure) => offersFor(finding, cure, context));

function offersFor(finding: Finding, cure: Cure, context: OfferContext): Offer[] {
  switch (cure.kind) {
    case 'add-officer':
      return officersToAdd(context, cure.agency);
    case 'remove-officer': {
      const officer = context.officers.find(({ id }) => id === cure.officer);
      return officer ? [{ kind: 'remove-officer', officer: officer.id, name: officer.name }] : [];
    }
    case 'remove-matter': {
      const matter = context.matters.find(({ id }) => id === cure.matter);
      return [{ kind: 'remove-matter', matter: cure.matter as MatterId, title: matter?.title ?? cure.matter }];
    }
    case 'join':
      return agencyOf(cure.agency, context) ? [cure] : [{ kind: 'merge-hint' }];
    case 'remove-partner':
      return [{ ...cure, name: agencyOf(cure.agency, context)?.name ?? cure.agency }];
    case 'merge':
      return cure.task !== null ? [{ kind: 'open-task', task: cure.task }] : [{ kind: 'merge-hint' }];
    case 'give-reason':
      return [finding.rule === 'OFF-1' ? { kind: 'write-why' } : { kind: 'write-reason', rule: finding.rule }];
    default:
      return [cure];
  }
}

const agencyOf = (id: string, { agencies }: OfferContext) => agencies.find((agency) => agency.id === id);

/** Officers of the own agency first; of a partner only where the cure asks for them. */
function officersToAdd({ own, officers, chosen, window, tasks }: OfferContext, agency = own): Offer[] {
  const free = officers.filter(
    (officer) =>
      officer.agency === agency &&
      !chosen.includes(officer.id) &&
      holdsCertificate(officer, { window }) &&
      isFree(officer, window, tasks),
  );
  if (free.length === 0) return [{ kind: 'no-officer' }];
  return free
    .slice(0, PROPOSED)
    .map(({ id, name }) => ({ kind: 'add-officer', officer: id, name, isFree: agency === own }));
}

const BUSY_STATES: readonly string[] = STATE_GROUPS.planned;

/** No task of the agency in this window has the officer on it. */
export const isFree = (officer: Officer, window: Window, tasks: readonly TaskRow[]): boolean =>
  !tasks.some(
    (task) =>
      BUSY_STATES.includes(task.state) &&
      overlaps(task.window, window) &&
      task.officers.some(({ id }) => id === officer.id),
  );
