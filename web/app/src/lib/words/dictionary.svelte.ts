/**
 * Typed dictionaries, one `import()` for each locale. A face makes its own with `dictionary({...})`, awaits `load()`
 * in its +layout.ts and reads `.words` in components; a change of locale swaps every loaded dictionary at once,
 * without a reload, so a half-filled form stays.
 */
import { applyComforts, chooseLocale, currentLocale } from '@liangma/web-common/locale';
import type { Locale } from '@liangma/web-common/locales';

const loaded = new Set<{ read(locale: Locale): Promise<() => void> }>();

class LocaleState {
  current = $state<Locale>(currentLocale());

  async choose(locale: Locale): Promise<void> {
    const swaps = await Promise.all([...loaded].map((dictionary) => dictionary.read(locale)));
    chooseLocale(locale);
    applyComforts();
    this.current = locale;
    for (const swap of swaps) swap();
  }
}

/** The language on screen. */
export const locale = new LocaleState();

class Dictionary<T> {
  #words = $state.raw<T>();
  readonly #imports: Record<Locale, () => Promise<T>>;

  constructor(imports: Record<Locale, () => Promise<T>>) {
    this.#imports = imports;
  }

  /** Does nothing when the words are there already. */
  async load(): Promise<void> {
    if (this.#words !== undefined) return;
    const swap = await this.read(locale.current);
    loaded.add(this);
    swap();
  }

  async read(of: Locale): Promise<() => void> {
    const words = await this.#imports[of]();
    return () => {
      this.#words = words;
    };
  }

  get words(): T {
    if (this.#words === undefined) throw new Error('words are read before load()');
    return this.#words;
  }
}

export const dictionary = <T>(imports: Record<Locale, () => Promise<T>>): Dictionary<T> => new Dictionary(imports);
