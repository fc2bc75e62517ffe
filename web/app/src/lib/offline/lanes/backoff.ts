/**
 * Exponential back-off up to a minute, with jitter, so that a thousand phones do not come back in the same second. `wake()`
 * ends the wait: the network is back, or the person pressed the button.
 */
const FIRST = 1_000;
const LONGEST = 60_000;

export interface Timer {
  /** Resolves after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
  random(): number;
  now(): number;
}

export const pageTimer: Timer = {
  after: (ms, run) => {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
  random: () => Math.random(),
  now: () => Date.now(),
};

export class Backoff {
  readonly #timer: Timer;
  #failures = 0;
  #wakers = new Set<() => void>();

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Returns the length of the next wait, milliseconds. */
  next(retryAfter?: number): number {
    const step = Math.min(LONGEST, FIRST * 2 ** this.#failures);
    return Math.max(retryAfter ?? 0, step * (0.5 + this.#timer.random() / 2));
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Counts a failure and waits. Calls `onWait` with the time of the next attempt. */
  async failed(retryAfter: number | undefined, onWait: (at: number) => void): Promise<void> {
    const ms = this.next(retryAfter);
    this.#failures++;
    onWait(this.#timer.now() + ms);
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        cancel();
        this.#wakers.delete(wake);
        resolve();
      };
      const cancel = this.#timer.after(ms, wake);
      this.#wakers.add(wake);
    });
  }

  wake(): void {
    for (const wake of [...this.#wakers]) wake();
  }
}
