/** Language and type size for one person; the next one finds what the hall has set. */
import { chooseLargeType, chooseLocale, isLargeType } from '@liangma/web-common/locale';
import { locale } from '#lib/words/dictionary.svelte.ts';

export class KioskComforts {
  readonly #hall = { locale: locale.current, large: isLargeType() };
  large = $state(this.#hall.large);
  readonly changed = $derived.by(() => locale.current !== this.#hall.locale || this.large !== this.#hall.large);

  toggleType(): void {
    this.large = !this.large;
    chooseLargeType(this.large);
  }

  toggleLanguage(): Promise<void> {
    return locale.choose(locale.current === 'en' ? 'zh-CN' : 'en');
  }

  restore(): void {
    if (!this.changed) return;
    this.large = this.#hall.large;
    chooseLargeType(this.large);
    // At once, for the page may be on its way out; the words on the screen follow.
    chooseLocale(this.#hall.locale);
    void locale.choose(this.#hall.locale);
  }
}
