/**
 * Number of events per push. Every request costs its own, so a backlog goes up in large batches while answers come quickly.
 * Over a link that breaks, only a small batch gets through before the next break.
 */
import { MAX_PUSH_ROWS } from '@liangma/shared/protocol/documents';

const LEAST = 10;
/** Milliseconds. */
const SOON = 2_000;

export class BatchSizer {
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

  /** A request that fails at once has sent nothing, so it says nothing about the size. */
  failed(ms: number): void {
    if (ms >= SOON) this.#rows = Math.max(LEAST, Math.floor(this.#rows / 2));
  }
}
