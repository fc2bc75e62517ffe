/** Reading aloud, type size and language: at the top, for those who cannot read to the end. */
import { chooseLargeType, isLargeType } from '@liangma/web-common/locale';
import type { Locale } from '@liangma/web-common/locales';
import { h } from './dom.ts';
import type { DoorWords } from './words.ts';

export interface ToolActions {
  speak(button: HTMLElement): void;
  changeLanguage(): void;
}

export function toolRow({ door: words }: DoorWords, on: ToolActions): HTMLElement {
  const sayOtherType = () => (isLargeType() ? words.normal : words.large);
  const tool = (text: string, act: (button: HTMLElement) => void, lang?: Locale) => {
    const button = h('button', { type: 'button', ...(lang && { lang }) }, text);
    button.onclick = () => act(button);
    return button;
  };
  return h(
    'div',
    { class: 'tools' },
    'speechSynthesis' in window && tool(words.read, on.speak),
    tool(sayOtherType(), (button) => {
      chooseLargeType(!isLargeType());
      button.textContent = sayOtherType();
    }),
    tool(words.otherLanguage, on.changeLanguage, words.otherLocale),
  );
}
