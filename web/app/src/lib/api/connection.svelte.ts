/** Tells whether the server can still send changes to this browser. Live pages show it when it cannot. */

/** The server says something at least every 25 seconds. */
const SILENCE = 60_000;
/** A stream that reconnects at once was not lost. */
const GRACE = 5_000;

class Connection {
  isLost = $state(false);
  /** Time of the last answer or hint of the server. */
  lastAnswerAt = $state(Date.now());
  #timer: ReturnType<typeof setTimeout> | undefined;

  answered(): void {
    this.lastAnswerAt = Date.now();
    this.isLost = false;
    this.#loseAfter(SILENCE);
  }

  broken(): void {
    this.#loseAfter(GRACE);
  }

  /** Nothing is known for now: whoever looks at a page again is given a moment. */
  unknown(): void {
    this.#loseAfter(GRACE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.isLost = false;
  }

  #loseAfter(delay: number): void {
    if (this.isLost) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.isLost = true;
    }, delay);
  }
}

export const connection = new Connection();
