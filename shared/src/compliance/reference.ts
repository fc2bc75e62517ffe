/** The document behind a complaint, a referral, monitored data or an own request: FREQ-6. */
import { dayOf, type Instant } from '../kernel/instant.ts';
import { type Application, isExemptSource, type Reference } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';

/**
 * [FREQ-6] A case rests on a clue; a plan or a campaign is none. An exempt source names its reference: number, day and channel. The same reference behind another task of the
 * agency is told to supervisors. A number that no channel of that kind gives out is pointed out. No inspection begins before its
 * clue.
 */
export function referenceGiven(
  { type, source, reference, late, window }: Application,
  { referenceUses }: Pick<Facts, 'referenceUses'>,
  now: Instant,
): Finding[] {
  if (type === 'case' && !isExemptSource(source))
    return [finding('case-without-clue', { source }, [{ kind: 'as-routine' }, { kind: 'as-case' }])];
  if (!isExemptSource(source)) return [];
  const cures = [{ kind: 'give-reference' }] as const;
  if (!reference) return [finding('reference-missing', {}, cures)];
  const { number, date } = reference;
  if (date > dayOf(now)) return [finding('reference-in-future', { number, date }, cures)];
  if (late && date > dayOf(window.from)) return [finding('reference-afterwards', { number, date }, cures)];
  const twice = referenceUses
    .filter((use) => plainNumber(use.number) === plainNumber(number))
    .map(({ task, enterprise, from }) => finding('reference-used-twice', { number, task, enterprise, from }, cures));
  return isUsual(reference)
    ? twice
    : [...twice, finding('reference-unusual', { number, channel: reference.channel }, cures)];
}

/** Number of a ticket or clue: letters, digits and hyphens, with at least so many digits. */
const serial = (digits: number) => new RegExp(`^(?=(?:[^0-9]*[0-9]){${digits}})[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*$`);
/** 发文字号, such as 甘市监交办〔2026〕7号 (GB/T 9704-2012, 7.2.5). */
const DOCUMENT = /^\p{Script=Han}+[〔[［（(]20\d\d[〕\]］）)]第?\d+号$/u;

/** Numbers that each channel gives out. A place may have its own kind, so nothing is refused for it. */
const USUAL: Readonly<Record<Reference['channel'], readonly RegExp[]>> = {
  hotline: [serial(6)],
  'letter-or-visit': [serial(3), DOCUMENT],
  'other-agency': [serial(3), DOCUMENT],
  superior: [serial(3), DOCUMENT],
  monitoring: [serial(3)],
  enterprise: [],
  other: [],
};

/** Full-width signs, blanks and the case of letters make no other number. */
export const plainNumber = (number: string): string => number.normalize('NFKC').replace(/\s/g, '').toUpperCase();

const isUsual = ({ number, channel }: Reference): boolean => {
  const kinds = USUAL[channel];
  const text = plainNumber(number);
  return kinds.length === 0 || kinds.some((kind) => kind.test(text));
};
