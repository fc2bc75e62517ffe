/** Pure: a verdict in words, for a screen of any size. Each face brings its own words. */

import type { Reason, Verdict } from '@liangma/shared/task-code/verify';
import type { StatusLists } from '@liangma/shared/trust/status-list';
import { sayAge, sayTime } from '@liangma/web-common/format';
import type { Locale } from '@liangma/web-common/locales';
import type { Obstacle, ReasonWords, verdict as words } from '@liangma/web-common/words/verdict/zh-CN';

/** A verdict, or the obstacle that prevents one. */
export interface JudgedCode extends Omit<Verdict, 'reasons'> {
  readonly reasons: readonly (Reason | Obstacle)[];
}

type Shared =
  | 'reasons'
  | 'genuine'
  | 'genuineVisit'
  | 'validUntil'
  | 'validFrom'
  | 'expiredAt'
  | 'statusAge'
  | 'checkedHere'
  | 'also';

export type VerdictWords = Pick<typeof words, Shared>;

export interface VerdictView {
  readonly tone: Verdict['verdict'];
  readonly title: string;
  /** Below the title. */
  readonly lines: readonly string[];
  /** Absent when nothing speaks against the code. */
  readonly why: Pick<ReasonWords, 'meaning' | 'next'> | undefined;
  readonly also: readonly string[];
}

export interface VerdictSight {
  readonly judged: JudgedCode;
  /** Undefined where this device has no trust. */
  readonly status: StatusLists | undefined;
  readonly now: number;
  readonly locale: Locale;
  readonly say: VerdictWords;
}

export function verdictView(sight: VerdictSight): VerdictView {
  const { judged, say } = sight;
  const [first, ...others] = judged.reasons;
  const genuine = judged.claims?.kind === 'visit' ? say.genuineVisit : say.genuine;
  return {
    tone: judged.verdict,
    title: first ? say.reasons[first].title : genuine,
    lines: [timeLine(sight), ageLine(sight), say.checkedHere].filter((line) => line !== ''),
    why: first && say.reasons[first],
    also: others.map((reason) => say.also(say.reasons[reason].title, say.reasons[reason].meaning)),
  };
}

function timeLine({ judged: { claims, reasons }, now, locale, say }: VerdictSight): string {
  if (!claims) return '';
  if (reasons.includes('not-yet-valid')) return say.validFrom(sayTime(claims.notBefore * 1000, now, locale));
  const end = sayTime(claims.expires * 1000, now, locale);
  if (reasons.includes('expired')) return say.expiredAt(end);
  return reasons.includes('withdrawn') ? '' : say.validUntil(end);
}

/** Without network the list may be days old: whoever decides knows of when it is. */
function ageLine({ judged: { claims }, status, now, locale, say }: VerdictSight): string {
  const list = claims && status?.get(claims.statusShard);
  return list ? say.statusAge(sayAge(list.issuedAt * 1000, now, locale)) : '';
}
