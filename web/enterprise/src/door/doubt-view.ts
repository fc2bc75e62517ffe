/** Pure: what the first screen shows of a code that does not hold, or may not, and of one whose time is over. */
import { evaluableUntil } from '@liangma/shared/compliance/evaluation-period';
import type { Claims } from '@liangma/shared/task-code/claims';
import { REFUSE_REASONS, type Reason } from '@liangma/shared/task-code/verify';
import { timeIn } from '@liangma/web-common/dates';
import type { Obstacle, ReasonWords } from '@liangma/web-common/words/verdict/reason-words';
import { actionsFor, type DoorView, type Doubt, factRowsOf, freshness, type Sight, whoStandsThere } from './view.ts';

type DoubtWords = Doubt['doubt'];

export function viewOfDoubt(sight: Sight, doubt: DoubtWords): DoorView {
  const { shown, words } = sight;
  const { claims, verdict, reasons } = shown;
  const first = reasons[0] as Reason | Obstacle;
  const over = claims && first === 'expired' && reasons.every(leavesPast) && past(sight, claims, doubt);
  if (over) return over;
  const reasonWords: Partial<Record<Reason | Obstacle, ReasonWords>> = doubt.reasons;
  const { title, meaning, next } = reasonWords[first] ?? words.inShort.unsure;
  const isUnsure = verdict === 'unsure';
  const others = reasons.slice(1).filter((reason) => isUnsure || reason === 'clock-suspect' || isRefusal(reason));
  const checked = freshness(sight);
  return {
    tone: verdict,
    title,
    lines: [timeLine(sight, doubt, first), isUnsure ? checked : ''].filter((line) => line !== ''),
    guidance: [meaning, next, ...(isUnsure ? whoStandsThere(sight) : [])],
    also: others.flatMap((reason) => {
      const other = reasonWords[reason];
      return other ? [doubt.also(other.title, other.meaning)] : [];
    }),
    note: noteOnDoubt(sight, doubt),
    facts: claims && factRowsOf(sight, claims),
    how: isUnsure ? '' : checked,
    actions: actionsFor(shown),
  };
}

const isEvaluable = ({ now }: Sight, claims: Claims): boolean => now < evaluableUntil(claims);

/**
 * [EVAL-1] The inspection is over and can be evaluated from any phone; a code that is only now brought to the door can
 * be refused. After that time a phone on which it was confirmed has nothing to be warned of, and any other has.
 */
function past(sight: Sight, claims: Claims, doubt: DoubtWords): DoorView | false {
  const { dates, now, remembered } = sight;
  const isOpen = isEvaluable(sight, claims);
  const known = isOpen ? [doubt.pastMeaning] : [doubt.pastMeaning, doubt.closedMeaning];
  return (
    (isOpen || remembered) && {
      tone: 'past',
      title: doubt.past,
      lines: [doubt.expiredAt(timeIn(dates, claims.expires * 1000, now))],
      guidance: remembered ? known : [doubt.overMeaning],
      also: [],
      note: undefined,
      facts: factRowsOf(sight, claims),
      how: freshness(sight),
      actions: remembered ? [isOpen ? 'evaluate' : 'scan'] : ['done', 'late'],
    }
  );
}

/** With these beside `expired` an inspection is simply over; its live code is old by then. */
const leavesPast = (reason: Reason | Obstacle): boolean =>
  ['expired', 'copied', 'stale-status', 'stale-keys', 'unknown-matter'].includes(reason);

/** Worth saying beside another: an old live code tells nothing of a code that does not hold for another reason. */
const isRefusal = (reason: Reason | Obstacle): boolean =>
  reason !== 'copied' && (REFUSE_REASONS as readonly string[]).includes(reason);

function timeLine({ shown, words, dates, now }: Sight, doubt: DoubtWords, first: Reason | Obstacle): string {
  const { claims, verdict } = shown;
  if (!claims) return '';
  const end = timeIn(dates, claims.expires * 1000, now);
  if (verdict === 'unsure') return words.validUntil(end);
  if (first === 'not-yet-valid') return doubt.validFrom(timeIn(dates, claims.notBefore * 1000, now));
  return first === 'expired' ? doubt.expiredAt(end) : '';
}

function noteOnDoubt({ shown: { claims, verdict }, words }: Sight, doubt: DoubtWords): DoorView['note'] {
  if (verdict === 'refuse' && claims) return { lead: words.noHarm, text: doubt.refusalRecorded };
  return { lead: '', text: claims ? words.mayRefuse : words.noHarm };
}
