/**
 * How many events go up in one request: each costs its own, so a backlog goes in large ones while they are answered soon;
 * over a link that breaks, only what is small enough gets through before it does.
 */
import { MAX_PUSH_ROWS } from '@liangma/shared/protocol/documents';

const LEAST = 10;
/** Milliseconds. */
const SOON = 2_000;

export class Pace {
  #rows: number;

  constructor(start = MAX_PUSH_ROWS) {
    this.#rows = start;
  }

  get rows(): number {
    return this.#rows;
  }

  /** `ms`: since the request. */
  answered(ms: number): void {
    if (ms < SOON) this.#rows = Math.min(MAX_PUSH_ROWS, this.#rows * 2);
  }

  /** At once, nothing of it was on its way. */
  failed(ms: number): void {
    if (ms >= SOON) this.#rows = Math.max(LEAST, Math.floor(this.#rows / 2));
  }
}
