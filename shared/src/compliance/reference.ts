/** The document behind a complaint, a referral, monitored data or an own request: FREQ-6. */
import { dayOf, type Instant } from '../kernel/instant.ts';
import { type Application, isExemptSource } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';

/**
 * [FREQ-6] An exempt source names its reference: number, day and channel. The same reference behind another task of the
 * agency is told to supervisors.
 */
export function referenceGiven({ source, reference }: Application, { referenceUses }: Facts, now: Instant): Finding[] {
  if (!isExemptSource(source)) return [];
  const cures = [{ kind: 'give-reference' }] as const;
  if (!reference) return [finding('reference-missing', {}, cures)];
  const { number, date } = reference;
  if (date > dayOf(now)) return [finding('reference-in-future', { number, date }, cures)];
  return referenceUses
    .filter((use) => use.number === number)
    .map(({ task, enterprise, from }) => finding('reference-used-twice', { number, task, enterprise, from }, cures));
}
