/** The code as it is shown now: drawn anew with every step, by the server's clock as this device knows it. */
import { stepAt, stepSeconds } from '@liangma/shared/task-code/live';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { untrack } from 'svelte';
import type { SyncStatus } from '#lib/offline/sync-status.svelte.ts';
import type { TextToShow } from './text-to-show.ts';

export class LiveCode {
  /** Undefined until it is known for the first time. */
  text = $state.raw<string>();
  #now = $state(Date.now());
  readonly #status: SyncStatus;
  readonly #task: () => IssuedTask | undefined;

  /** In a component's initialisation. */
  constructor(status: SyncStatus, task: () => IssuedTask | undefined, textToShow: TextToShow) {
    this.#status = status;
    this.#task = task;
    $effect(() => everySecond(() => this.#tick()));
    // The code is signed and hashed elsewhere, and asked for when the step or the task changes.
    $effect(() => {
      const shown = this.#task();
      void this.#step;
      if (!shown) return;
      let current = true;
      const seconds = untrack(() => this.#seconds);
      const show = (text: string): void => {
        if (current) this.text = text;
      };
      void textToShow(shown, seconds).then(show, (error) => {
        console.error(error);
        show(shown.code);
      });
      return () => {
        current = false;
      };
    });
  }

  readonly #seconds = $derived.by(() => Math.floor((this.#now - this.#status.skew) / 1000));

  readonly #window = $derived.by(() => {
    const window = this.#task()?.window;
    return window && { notBefore: Math.floor(window.from / 1000), expires: Math.ceil(window.to / 1000) };
  });

  readonly isTime = $derived.by(() => {
    const window = this.#window;
    return window !== undefined && window.notBefore <= this.#seconds && this.#seconds < window.expires;
  });

  readonly #step = $derived.by(() => (this.isTime && this.#window ? stepAt(this.#window, this.#seconds) : undefined));

  readonly isLive = $derived.by(() => this.text !== undefined && this.text !== this.#task()?.code);

  /** Seconds until it is drawn anew. */
  readonly left = $derived.by(() => {
    const window = this.#window;
    if (!window) return 0;
    const length = stepSeconds(window);
    return length - ((this.#seconds - window.notBefore) % length);
  });

  #tick(): void {
    this.#now = Date.now();
  }
}

/** On the second, and at once when the page is seen again: timers sleep while it is hidden. Returns the end. */
function everySecond(tick: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const next = (): void => {
    clearTimeout(timer);
    tick();
    timer = setTimeout(next, 1000 - (Date.now() % 1000));
  };
  next();
  document.addEventListener('visibilitychange', next);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', next);
  };
}
