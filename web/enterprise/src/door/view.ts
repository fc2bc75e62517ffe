/** Pure: what the first screen shows of a verdict. `paint.ts` draws it. */
import type { Catalog } from '@liangma/shared/task-code/catalog';
import type { Claims } from '@liangma/shared/task-code/claims';
import type { Presence } from '@liangma/shared/task-code/live';
import { REFUSE_REASONS, type Reason } from '@liangma/shared/task-code/verify';
import { ageIn, type DateWords, timeIn, windowIn } from '@liangma/web-common/dates';
import type { Tone } from '@liangma/web-common/mark';
import type { Obstacle, ReasonWords } from '@liangma/web-common/words/verdict/reason-words';
import type { ShownCode } from '../halves.ts';
import type { DoorWords } from './words.ts';

export type DoorAction = 'confirm' | 'refuse' | 'reject' | 'scan' | 'retry' | 'report' | 'evaluate';
interface MatterRow {
  readonly title: string;
  readonly basis: string;
  readonly cap: string;
}
export interface FactRows {
  readonly agency: string;
  readonly what: string;
  readonly enterprise: string;
  readonly matters: readonly MatterRow[];
  readonly officers: readonly { readonly name: string; readonly certificate: string }[];
  readonly window: string;
}
export interface DoorView {
  readonly tone: Tone;
  readonly title: string;
  /** Under the title, in the band. */
  readonly lines: readonly string[];
  readonly guidance: readonly string[];
  readonly also: readonly string[];
  readonly note: { readonly lead: string; readonly text: string } | undefined;
  readonly facts: FactRows | undefined;
  readonly actions: readonly DoorAction[];
  /** The time of the code is over: whoever was inspected may evaluate now, from any phone (EVAL-1). */
  readonly evaluable: boolean;
}

export interface Sight {
  readonly shown: ShownCode;
  readonly catalog: Catalog | undefined;
  /** Seconds since 1970, of the status list in use. */
  readonly statusIssuedAt: number | undefined;
  /** This browser confirmed, refused or evaluated this task before. */
  readonly remembered: boolean;
  readonly now: number;
  readonly words: DoorWords['verdict'];
  readonly doubt: DoorWords['doubt'];
  readonly dates: DateWords;
}

export function viewOf(sight: Sight): DoorView {
  const { shown, doubt, remembered } = sight;
  const { claims, verdict, reasons } = shown;
  const first = reasons[0];
  if (first === undefined || verdict === 'genuine') return genuine(sight, claims as Claims);
  if (doubt && first === 'expired' && remembered && reasons.every(leavesPast))
    return past(sight, claims as Claims, doubt);
  const said: Partial<Record<Reason | Obstacle, ReasonWords>> = doubt?.reasons ?? {};
  const { title, meaning, next } = said[first] ?? sight.words.inShort[verdict];
  const isUnsure = verdict === 'unsure';
  const others = reasons.slice(1).filter((reason) => isUnsure || reason === 'clock-suspect' || isRefusal(reason));
  return {
    tone: verdict,
    title,
    lines: [timeLine(sight, first), ...freshness(sight)].filter((line) => line !== ''),
    guidance: [meaning, next, ...(isUnsure ? whoStandsThere(sight) : [])],
    also: others.flatMap((reason) => {
      const other = said[reason];
      return doubt && other ? [doubt.also(other.title, other.meaning)] : [];
    }),
    note: noteOnDoubt(sight),
    facts: claims && factsOf(sight, claims),
    actions: actionsFor(shown),
    evaluable: reasons.includes('expired'),
  };
}

function genuine(sight: Sight, claims: Claims): DoorView {
  const { words, dates, now, shown } = sight;
  const isVisit = claims.kind === 'visit';
  return {
    tone: 'genuine',
    title: isVisit ? words.genuineVisit : words.genuine,
    lines: [
      words.validUntil(timeIn(dates, claims.expires * 1000, now)),
      words.presence[shown.presence as Presence],
      ...freshness(sight),
    ],
    guidance: whoStandsThere(sight),
    also: [],
    note: { lead: '', text: isVisit ? words.mayRefuseVisit : words.mayRefuse },
    facts: factsOf(sight, claims),
    actions: ['confirm', 'refuse'],
    evaluable: false,
  };
}

/** What is not on the officers' screen speaks of the inspection, not of who brings it. */
const whoStandsThere = ({ shown: { presence }, words }: Sight): string[] =>
  presence === 'printed' ? [words.printedMeaning] : [];

/** The code has done its work here: nothing to warn of any more. */
function past(sight: Sight, claims: Claims, doubt: NonNullable<Sight['doubt']>): DoorView {
  const { words, dates, now } = sight;
  return {
    tone: 'past',
    title: doubt.past,
    lines: [words.expiredAt(timeIn(dates, claims.expires * 1000, now))],
    guidance: [doubt.pastMeaning],
    also: [],
    note: undefined,
    facts: factsOf(sight, claims),
    actions: ['evaluate'],
    evaluable: false,
  };
}

/** With these beside `expired` an inspection that was confirmed here is simply over; its live code is old by then. */
const leavesPast = (reason: Reason | Obstacle): boolean =>
  ['expired', 'copied', 'stale-status', 'stale-keys', 'unknown-matter'].includes(reason);

/** Worth saying beside another: an old live code tells nothing of a code that does not hold for another reason. */
const isRefusal = (reason: Reason | Obstacle): boolean =>
  reason !== 'copied' && (REFUSE_REASONS as readonly string[]).includes(reason);

function actionsFor({ verdict, claims }: ShownCode): DoorAction[] {
  if (verdict === 'refuse') return claims ? ['reject', 'scan'] : ['report', 'scan'];
  return claims ? ['retry', 'confirm', 'refuse'] : ['retry', 'scan'];
}

function timeLine({ shown, words, dates, now }: Sight, first: Reason | Obstacle): string {
  const { claims } = shown;
  if (!claims) return '';
  if (first === 'not-yet-valid') return words.validFrom(timeIn(dates, claims.notBefore * 1000, now));
  if (first === 'expired') return words.expiredAt(timeIn(dates, claims.expires * 1000, now));
  return shown.verdict === 'unsure' ? words.validUntil(timeIn(dates, claims.expires * 1000, now)) : '';
}

/** Without network the list may be days old: whoever decides knows of when it is. */
const freshness = ({ shown, statusIssuedAt, now, words, dates }: Sight): string[] =>
  shown.claims && statusIssuedAt !== undefined ? [words.statusAge(ageIn(dates, statusIssuedAt * 1000, now))] : [];

function noteOnDoubt({ shown: { claims, verdict }, words, doubt }: Sight): DoorView['note'] {
  if (verdict === 'refuse' && claims) return { lead: words.noHarm, text: doubt?.refusalRecorded ?? '' };
  return { lead: '', text: claims ? words.mayRefuse : words.noHarm };
}

function factsOf(sight: Sight, claims: Claims): FactRows {
  const { words, dates, now, catalog } = sight;
  return {
    agency: claims.agencyName,
    what: [words.kinds[claims.kind], nthLine(words, claims), sight.shown.onSite].filter(Boolean).join(' · '),
    enterprise: claims.enterpriseName,
    matters: claims.matters.map((id) => {
      const matter = catalog?.matters.get(id);
      if (!matter) return { title: words.unknownMatter(id), basis: '', cap: '' };
      const cap = matter.cap === null ? '' : words.cap(matter.cap);
      return { title: matter.title, basis: matter.basis || words.noBasis, cap };
    }),
    officers: claims.officers.map(({ name, certificate }) => ({ name, certificate: words.certificate(certificate) })),
    window: windowIn(dates, { from: claims.notBefore * 1000, to: claims.expires * 1000 }, now),
  };
}

/**
 * [NOT-1] Never compares the n-th with a cap: the n-th counts all matters of the agency, a cap limits one matter, and
 * some inspections count for neither. A device that issued the code by itself cannot count.
 */
const nthLine = (words: Sight['words'], { kind, nth }: Claims): string =>
  kind === 'visit' || nth === 0 ? '' : words.nth(nth);
