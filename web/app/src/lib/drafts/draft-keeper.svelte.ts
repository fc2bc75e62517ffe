/** Keeps one form in step with its draft in this browser, so that a closed tab loses nothing. */
import { claimDraft, readDraft, removeDraft, writeDraft } from './stored-drafts.ts';

const WAIT = 400;

export class DraftKeeper {
  savedAt = $state<number>();
  /** The browser refuses to keep anything (private windows, full disks). */
  isRefused = $state(false);
  /** Another tab fills in the same draft: this one would overwrite it. */
  isElsewhere = $state(false);
  readonly #owner: string;
  readonly #name: string;
  /** The form as it was saved or read last. */
  #stored: string | undefined;
  #waiting: { content: unknown; timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(owner: string, name: string) {
    this.#owner = owner;
    this.#name = name;
  }

  read(): unknown {
    try {
      const content = readDraft(localStorage, this.#owner, this.#name)?.content ?? null;
      this.#stored = textOf(content);
      return content;
    } catch {
      return null;
    }
  }

  /** Nothing is kept of a form that says nothing: `content` is null then. */
  save(content: unknown): void {
    const text = textOf(content);
    if (text === this.#stored) return;
    this.#stored = text;
    clearTimeout(this.#waiting?.timer);
    this.#waiting = { content, timer: setTimeout(() => this.flush(), WAIT) };
  }

  /** Writes what waits, because the page goes. */
  flush(): void {
    const waiting = this.#waiting;
    if (!waiting || this.isElsewhere) return;
    clearTimeout(waiting.timer);
    this.#waiting = undefined;
    if (waiting.content === null) this.forget();
    else this.#write(waiting.content);
  }

  forget(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = undefined;
    this.savedAt = undefined;
    if (this.isElsewhere) return;
    try {
      removeDraft(localStorage, this.#owner, this.#name);
    } catch (error) {
      console.debug('storage is refused, so nothing was stored', error);
    }
  }

  /** Until the returned function is called. */
  follow(): () => void {
    const flush = (): void => this.flush();
    let release: (() => void) | undefined;
    let isGone = false;
    void claimDraft(this.#owner, this.#name).then((claimed) => {
      release = claimed;
      this.isElsewhere = claimed === undefined;
      if (isGone) release?.();
    });
    addEventListener('pagehide', flush);
    return () => {
      isGone = true;
      this.flush();
      removeEventListener('pagehide', flush);
      release?.();
    };
  }

  #write(content: unknown): void {
    const savedAt = Date.now();
    try {
      writeDraft(localStorage, this.#owner, { name: this.#name, savedAt, content });
      this.savedAt = savedAt;
      this.isRefused = false;
    } catch {
      this.isRefused = true;
    }
  }
}

/** Keys in one order, because a form that was restored says the same in another order: nothing was typed meanwhile. */
const textOf = (content: unknown): string =>
  JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
