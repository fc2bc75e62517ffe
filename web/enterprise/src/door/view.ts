/** Pure: what the first screen shows of a verdict. `paint.ts` draws it. */

import { agencyNamesOf } from '@liangma/shared/task-code/agency-names';
import type { Claims } from '@liangma/shared/task-code/claims';
import type { Presence } from '@liangma/shared/task-code/live';
import type { Catalog } from '@liangma/shared/trust/catalog';
import { ageIn, capital, type DateWords, timeIn, windowIn } from '@liangma/web-common/dates';
import type { Tone } from '@liangma/web-common/mark';
import type { doubt } from '@liangma/web-common/words/verdict/doubt-zh-CN';
import type { holds } from '@liangma/web-common/words/verdict/holds-zh-CN';
import type { ShownCode } from './shown-code.ts';

export type DoorAction = 'confirm' | 'refuse' | 'reject' | 'scan' | 'retry' | 'report' | 'evaluate' | 'done' | 'late';
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
  /** Names who checked the code, and until when withdrawals are known; empty if the band says it. */
  readonly how: string;
  readonly actions: readonly DoorAction[];
}

/** Words and view of a code that is refused or in doubt: loaded from a separate file (`doubt-zh.ts`, `doubt-en.ts`). */
export interface Doubt {
  readonly doubt: typeof doubt;
  viewOfDoubt(sight: Sight, words: typeof doubt): DoorView;
}

export interface Sight {
  readonly shown: ShownCode;
  readonly catalog: Catalog | undefined;
  /** Seconds since 1970, of the status list in use. */
  readonly statusIssuedAt: number | undefined;
  /** This browser confirmed, refused or evaluated this task before. */
  readonly remembered: boolean;
  readonly now: number;
  readonly words: typeof holds;
  readonly doubt: Doubt | undefined;
  readonly dates: DateWords;
}

export function viewOf(sight: Sight): DoorView {
  const { shown, doubt, words } = sight;
  const { claims, verdict } = shown;
  if (verdict === 'genuine') return genuine(sight, claims as Claims);
  if (doubt) return doubt.viewOfDoubt(sight, doubt.doubt);
  const { title, meaning, next } = words.inShort[verdict];
  return {
    tone: verdict,
    title,
    lines: [],
    guidance: [meaning, next],
    also: [],
    note: { lead: '', text: words.noHarm },
    facts: claims && factRowsOf(sight, claims),
    how: freshness(sight),
    actions: actionsFor(shown),
  };
}

function genuine(sight: Sight, claims: Claims): DoorView {
  const { words, dates, now, shown } = sight;
  const isVisit = claims.kind === 'visit';
  return {
    tone: 'genuine',
    title: isVisit ? words.genuineVisit : words.genuine,
    lines: [
      `${words.validUntil(timeIn(dates, claims.expires * 1000, now))} · ${words.presence[shown.presence as Presence]}`,
    ],
    guidance: whoStandsThere(sight),
    also: [],
    note: { lead: '', text: isVisit ? words.mayRefuseVisit : words.mayRefuse },
    facts: factRowsOf(sight, claims),
    how: freshness(sight),
    actions: ['confirm', 'refuse'],
  };
}

/** Warns that a printed code, unlike the officers' screen, proves the inspection but not who is at the door. */
export const whoStandsThere = ({ shown: { presence }, words }: Sight): string[] =>
  presence === 'printed' ? [words.printedMeaning] : [];

export function actionsFor({ verdict, claims }: ShownCode): DoorAction[] {
  if (verdict === 'refuse') return claims ? ['reject', 'scan'] : ['report', 'scan'];
  return claims ? ['retry', 'confirm', 'refuse'] : ['retry', 'scan'];
}

/** Without network the list may be days old: whoever decides knows of when it is. */
export const freshness = ({ shown, statusIssuedAt, now, words, dates }: Sight): string =>
  shown.claims && statusIssuedAt !== undefined
    ? `${words.checkedHere} · ${words.statusAge(ageIn(dates, statusIssuedAt * 1000, now))}`
    : '';

export function factRowsOf(sight: Sight, claims: Claims): FactRows {
  const { words, dates, now, catalog } = sight;
  const agencies = agencyNamesOf(claims);
  const isJoint = agencies.length > 1;
  return {
    agency: agencies.join('\n'),
    what: [words.kinds[claims.kind], isJoint && words.joint, nthLine(words, claims), sight.shown.onSite]
      .filter(Boolean)
      .join(' · '),
    enterprise: claims.enterpriseName,
    matters: claims.matters.map((id) => {
      const matter = catalog?.matters.get(id);
      if (!matter) return { title: words.unknownMatter(id), basis: '', cap: '' };
      const cap = matter.cap === null ? '' : words.cap(matter.cap);
      return { title: matter.title, basis: matter.basis || words.noBasis, cap };
    }),
    officers: claims.officers.map(({ name, certificate, partner = claims.agencyName }) => ({
      name,
      certificate: words.certificate(certificate) + (isJoint ? `\n${partner}` : ''),
    })),
    window: capital(windowIn(dates, { from: claims.notBefore * 1000, to: claims.expires * 1000 }, now)),
  };
}

/**
 * [NOT-1] Never compares the n-th with a cap: the n-th counts all matters of the agency, a cap limits one matter, and
 * some inspections count for neither. A device that issued the code by itself cannot count.
 */
const nthLine = (words: Sight['words'], { kind, nth }: Claims): string =>
  kind === 'visit' || nth === 0 ? '' : words.nth(nth);
