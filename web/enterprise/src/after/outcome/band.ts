/** Pure: what an answer that was given on this phone makes of the first screen. */
import { sayTime } from '@liangma/web-common/format';
import type { Locale } from '@liangma/web-common/locales';
import type { DoorView } from '../../door/view.ts';
import type { OutboxRecord } from '../../outbox/record.ts';
import type { after } from '../../words/after/zh-CN.ts';

type Amend = (view: DoorView) => DoorView;

/** Undefined while nothing was answered. A record that was not registered changes nothing. */
export function amendedBy(
  records: readonly OutboxRecord[],
  words: Pick<typeof after, 'refused' | 'answered'>,
  now: number,
  locale: Locale,
): Amend | undefined {
  const given = records.filter(({ document }) => document.sync.state !== 'rejected');
  if (given.some(({ event }) => event.type === 'refusal')) return (view) => refused(view, words.refused);
  const scan = given.find(({ event }) => event.type === 'scan');
  if (scan) return (view) => confirmed(view, words.answered, sayTime(scan.event.at, now, locale));
  // Evaluated without having been asked at the door: nothing says that it was confirmed here.
  return given.length > 0 ? withoutConfirmation : undefined;
}

/** The verdict goes one line below; what was to be thought of before answering is gone. */
const refused = (view: DoorView, title: string): DoorView => ({
  ...view,
  tone: 'past',
  title,
  lines: [view.title, ...view.lines],
  guidance: [],
  also: [],
  note: undefined,
});

/** Also to be held up to the officer: confirmed, when, and that the code holds. A code that no longer holds says so first. */
function confirmed(view: DoorView, title: string, time: string): DoorView {
  if (view.tone === 'genuine')
    return { ...view, title: `${title} ${time.replace(/ /g, '\u00a0')}`, lines: [view.title, ...view.lines] };
  // The place of the buttons says already that it was confirmed.
  return withoutConfirmation(view);
}

/** A code whose time is over opens with the words that it was confirmed, on a phone that has answered it. */
function withoutConfirmation(view: DoorView): DoorView {
  return view.tone === 'past' ? { ...view, guidance: view.guidance.slice(1) } : view;
}
