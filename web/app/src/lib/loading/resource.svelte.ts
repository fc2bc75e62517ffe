/**
 * Something that is fetched: its value, whether it is being fetched, what went wrong. A load function makes one and
 * returns it; `Loaded` begins and shows it, so that pages appear at once and each part has its own waiting and failing.
 */
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from '#lib/api/problem.ts';

/** A wait shorter than this shows nothing. */
const SLOW = 300;

export class Resource<T> {
  /** The last good value; kept while a newer one is fetched or could not be had. */
  value = $state.raw<T>();
  problem = $state.raw<Problem>();
  loading = $state(true);
  slow = $state(false);
  /** When `value` came. */
  at = $state(0);
  readonly #fetch: () => Promise<Result<T, Problem>>;

  #begun = false;
  /** Counts the questions: an answer that is overtaken by a newer question is dropped. */
  #asked = 0;

  constructor(fetch: () => Promise<Result<T, Problem>>) {
    this.#fetch = fetch;
  }

  /** Called when it is first shown: nothing is asked for people who are turned away at the door. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.reload();
  }

  async reload(): Promise<void> {
    const turn = ++this.#asked;
    this.loading = true;
    const timer = setTimeout(() => {
      if (turn === this.#asked) this.slow = true;
    }, SLOW);
    const result = await this.#fetch();
    clearTimeout(timer);
    if (turn !== this.#asked) return;
    this.slow = false;
    this.loading = false;
    if (result.ok) this.set(result.value);
    else this.problem = result.error;
  }

  set(value: T): void {
    this.value = value;
    this.problem = undefined;
    this.at = Date.now();
  }
}
