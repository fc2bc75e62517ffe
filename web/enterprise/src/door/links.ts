/** The last row: reading aloud, what everybody may know, and the comforts. */
import { chooseLargeType, isLargeType, type Locale } from '@liangma/web-common/locale';
import type { Panel } from '../halves.ts';
import { h } from './dom.ts';
import type { DoorView } from './view.ts';
import type { DoorWords } from './words.ts';

export interface LinkActions {
  open(panel: Panel): void;
  speak(button: HTMLElement): void;
  changeLanguage(): void;
}

export function linkRow({ door: words }: DoorWords, { tone, evaluable }: DoorView, on: LinkActions): HTMLElement {
  const panel = (name: Panel & keyof typeof words) => link(words[name], () => on.open(name));
  return h(
    'nav',
    { class: 'links', 'aria-label': words.more },
    'speechSynthesis' in window && link(words.read, on.speak),
    panel('bans'),
    panel('rights'),
    panel('report'),
    tone === 'refuse' && h('a', { href: 'tel:12345' }, words.call),
    evaluable && panel('evaluate'),
    panel('codes'),
    link(sayOtherType(words), (button) => {
      chooseLargeType(!isLargeType());
      button.textContent = sayOtherType(words);
    }),
    link(words.otherLanguage, on.changeLanguage, words.otherLocale),
  );
}

const sayOtherType = (words: DoorWords['door']): string => (isLargeType() ? words.normal : words.large);

function link(text: string, on: (button: HTMLElement) => void, lang?: Locale): HTMLElement {
  const button = h('button', { type: 'button', class: 'link', ...(lang && { lang }) }, text);
  button.onclick = () => on(button);
  return button;
}
