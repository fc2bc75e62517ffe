/** Keyboard and state of a combobox with a list below (WAI-ARIA 1.2, editable combobox with list autocomplete). */

export class ComboboxState<T> {
  open = $state(false);
  #moved = $state(-1);
  #typing = $state(false);
  /** Index of the option that Enter takes; -1 for none. While one types it is the first, whenever it arrives. */
  readonly active = $derived.by(() => {
    const last = this.#options().length - 1;
    return this.#moved < 0 && this.#typing ? Math.min(0, last) : Math.min(this.#moved, last);
  });
  readonly #options: () => readonly T[];
  readonly #take: (option: T) => void;

  constructor(options: () => readonly T[], take: (option: T) => void) {
    this.#options = options;
    this.#take = take;
  }

  typed(): void {
    this.open = true;
    this.#moved = -1;
    this.#typing = true;
  }

  close(): void {
    this.open = false;
    this.#moved = -1;
    this.#typing = false;
  }

  choose(option: T): void {
    this.#take(option);
    this.close();
  }

  /** True when the key was ours. */
  key(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
        this.#move(1);
        return true;
      case 'ArrowUp':
        this.#move(-1);
        return true;
      case 'Enter':
        return this.#enter();
      case 'Escape':
        if (!this.open) return false;
        this.close();
        return true;
      default:
        return false;
    }
  }

  #move(by: number): void {
    const { length } = this.#options();
    this.open = true;
    if (length === 0) return;
    this.#moved = this.active < 0 ? (by > 0 ? 0 : length - 1) : (this.active + by + length) % length;
  }

  #enter(): boolean {
    const option = this.open ? this.#options()[this.active] : undefined;
    if (option !== undefined) this.choose(option);
    return this.open || option !== undefined;
  }
}
