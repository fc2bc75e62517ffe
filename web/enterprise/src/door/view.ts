/** Pure: what the first screen shows of a verdict. `paint.ts` draws it. */
import type { Catalog } from '@liangma/shared/task-code/catalog';
import type { Claims } from '@liangma/shared/task-code/claims';
import { REFUSE_REASONS, type Reason } from '@liangma/shared/task-code/verify';
import { sayTime, sayWindow } from '@liangma/web-common/format';
import type { Locale } from '@liangma/web-common/locale';
import type { Tone } from '@liangma/web-common/mark';
import type { Obstacle, verdict as verdictWords } from '@liangma/web-common/words/verdict/zh-CN';
import type { ShownCode } from '../halves.ts';

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
  readonly also: readonly { readonly title: string; readonly text: string }[];
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
  readonly locale: Locale;
  readonly words: typeof verdictWords;
}

const DAY_SECONDS = 86_400;

export function viewOf(sight: Sight): DoorView {
  const { shown, words, remembered } = sight;
  const { claims, verdict } = shown;
  const first = shown.reasons[0];
  if (first === undefined) return genuine(sight, claims as Claims);
  if (first === 'expired' && remembered && shown.reasons.every(leavesPast)) return past(sight, claims as Claims);
  const { title, meaning, next } = words.reasons[first];
  const doubtsToo = verdict !== 'refuse';
  return {
    tone: verdict,
    title,
    lines: [timeLine(sight, first), ...freshness(sight)].filter((line) => line !== ''),
    guidance: [meaning, next],
    also: shown.reasons
      .slice(1)
      .filter((reason) => doubtsToo || reason === 'clock-suspect' || isRefusal(reason))
      .map((reason) => ({ title: words.reasons[reason].title, text: words.reasons[reason].meaning })),
    note: noteOnDoubt(sight),
    facts: claims && factsOf(sight, claims),
    actions: actionsFor(shown),
    evaluable: claims !== undefined && shown.reasons.includes('expired'),
  };
}

function genuine(sight: Sight, claims: Claims): DoorView {
  const { words, now, locale } = sight;
  const isVisit = claims.kind === 'visit';
  const over = capState(sight, claims) === 'over';
  return {
    tone: 'genuine',
    title: isVisit ? words.genuineVisit : words.genuine,
    lines: [words.validUntil(sayTime(claims.expires * 1000, now, locale)), words.checkedHere, ...freshness(sight)],
    guidance: [],
    also: [],
    note: {
      lead: over && claims.kind === 'routine' ? words.overCapNote : '',
      text: isVisit ? words.mayRefuseVisit : words.mayRefuse,
    },
    facts: factsOf(sight, claims),
    actions: ['confirm', 'refuse'],
    evaluable: false,
  };
}

/** The code has done its work here: nothing to warn of any more. */
function past(sight: Sight, claims: Claims): DoorView {
  const { words, now, locale } = sight;
  return {
    tone: 'past',
    title: words.past,
    lines: [words.expiredAt(sayTime(claims.expires * 1000, now, locale))],
    guidance: [words.pastMeaning],
    also: [],
    note: undefined,
    facts: factsOf(sight, claims),
    actions: ['evaluate'],
    evaluable: false,
  };
}

/** With these beside `expired` an inspection that was confirmed here is simply over. */
const leavesPast = (reason: Reason | Obstacle): boolean =>
  reason === 'expired' || reason === 'stale-status' || reason === 'stale-keys' || reason === 'unknown-matter';

const isRefusal = (reason: Reason | Obstacle): boolean => (REFUSE_REASONS as readonly string[]).includes(reason);

function actionsFor({ verdict, claims }: ShownCode): DoorAction[] {
  if (verdict === 'refuse') return claims ? ['reject', 'scan'] : ['report', 'scan'];
  return claims ? ['retry', 'confirm', 'refuse'] : ['retry', 'scan'];
}

function timeLine({ shown, words, now, locale }: Sight, first: Reason | Obstacle): string {
  const { claims } = shown;
  if (!claims) return '';
  if (first === 'not-yet-valid') return words.validFrom(sayTime(claims.notBefore * 1000, now, locale));
  if (first === 'expired') return words.expiredAt(sayTime(claims.expires * 1000, now, locale));
  return shown.verdict === 'unsure' ? words.validUntil(sayTime(claims.expires * 1000, now, locale)) : '';
}

/** The list may be days old without network; the person should know. */
function freshness({ shown, statusIssuedAt, now, words }: Sight): string[] {
  if (!shown.claims || statusIssuedAt === undefined || shown.verdict === 'refuse') return [];
  const days = Math.floor((now / 1000 - statusIssuedAt) / DAY_SECONDS);
  return days >= 1 ? [words.statusAge(days)] : [];
}

function noteOnDoubt({ shown, words }: Sight): DoorView['note'] {
  if (shown.verdict === 'refuse' && shown.claims) return { lead: words.noHarm, text: words.refusalRecorded };
  return shown.claims ? { lead: '', text: words.mayRefuse } : { lead: '', text: words.noHarm };
}

function factsOf(sight: Sight, claims: Claims): FactRows {
  const { words, now, locale, catalog } = sight;
  return {
    agency: claims.agencyName,
    what: [words.kinds[claims.kind], nthLine(sight, claims)].filter((part) => part !== '').join(' · '),
    enterprise: claims.enterpriseName,
    matters: claims.matters.map((id) => {
      const matter = catalog?.matters.get(id);
      if (!matter) return { title: words.unknownMatter(id), basis: '', cap: '' };
      const cap = matter.cap !== null && capState(sight, claims) === 'differs' ? words.cap(matter.cap) : '';
      return { title: matter.title, basis: matter.basis || words.noBasis, cap };
    }),
    officers: claims.officers.map(({ name, certificate }) => ({ name, certificate: words.certificate(certificate) })),
    window: sayWindow({ from: claims.notBefore * 1000, to: claims.expires * 1000 }, now, locale),
  };
}

function nthLine(sight: Sight, claims: Claims): string {
  const { words, locale } = sight;
  if (claims.kind === 'visit') return '';
  const state = capState(sight, claims);
  const cap = capsOf(sight, claims)[0];
  const comma = locale === 'en' ? ', ' : '，';
  if (state === 'within' && cap !== undefined) return words.nth(claims.nth) + comma + words.cap(cap);
  if (state === 'over' && cap !== undefined) return words.nth(claims.nth) + comma + words.overCap(cap);
  return words.nth(claims.nth);
}

/** One cap for all matters of the code is said once; differing caps are said beside each matter. */
function capState(sight: Sight, claims: Claims): 'none' | 'differs' | 'within' | 'over' {
  const caps = capsOf(sight, claims);
  if (caps.length === 0) return 'none';
  if (caps.length < claims.matters.length || new Set(caps).size > 1) return 'differs';
  return claims.nth > (caps[0] as number) ? 'over' : 'within';
}

const capsOf = ({ catalog }: Sight, claims: Claims): number[] =>
  claims.matters.map((id) => catalog?.matters.get(id)?.cap).filter((cap): cap is number => typeof cap === 'number');
