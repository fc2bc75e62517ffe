/** The last row: reading aloud, what everybody may know, and the comforts. */
import { chooseLargeType, isLargeType, type Locale } from '@liangma/web-common/locale';
import { h } from './dom.ts';
import type { Door } from './door.ts';
import type { DoorView } from './view.ts';

export function linkRow(door: Door, { tone, evaluable }: DoorView): HTMLElement {
  const { door: words } = door.words;
  const other: Locale = door.locale === 'en' ? 'zh-CN' : 'en';
  return h(
    'nav',
    { class: 'links', 'aria-label': words.more },
    'speechSynthesis' in window && link(words.read, (button) => door.speak(button)),
    link(words.bans, () => door.open('bans')),
    link(words.rights, () => door.open('rights')),
    link(words.report, () => door.open('report')),
    tone === 'refuse' && h('a', { href: 'tel:12345' }, words.call),
    evaluable && link(words.evaluate, () => door.open('evaluate')),
    link(words.codes, () => door.open('codes')),
    link(isLargeType() ? words.normal : words.large, (button) => {
      chooseLargeType(!isLargeType());
      button.textContent = isLargeType() ? words.normal : words.large;
    }),
    link(words.otherLanguage, () => door.changeLanguage(), other),
  );
}

function link(text: string, on: (button: HTMLButtonElement) => unknown, lang?: Locale): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'link', ...(lang && { lang }) }, text);
  button.onclick = () => void on(button);
  return button;
}
