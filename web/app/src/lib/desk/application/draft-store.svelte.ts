/** Keeps the draft in this browser, so that a closed tab loses nothing. Each account has its own. */
import { type Draft, isEmpty, readDraft } from './draft.ts';

const WAIT = 400;

export class DraftStore {
  savedAt = $state<number>();
  /** The browser refuses to keep anything (private windows). */
  refused = $state(false);
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(account: string) {
    this.#key = `liangma.draft.${account}`;
  }

  read(): Draft | null {
    try {
      return readDraft(localStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  save(draft: Draft): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(draft), WAIT);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.savedAt = undefined;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // nothing was kept
    }
  }

  #write(draft: Draft): void {
    if (isEmpty(draft)) {
      this.forget();
      return;
    }
    try {
      localStorage.setItem(this.#key, JSON.stringify(draft));
      this.savedAt = Date.now();
      this.refused = false;
    } catch {
      this.refused = true;
    }
  }
}
