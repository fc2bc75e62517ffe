/** Runs one round after another while somebody asks for one, never two at once. Requests during a round share the next. */
export class SingleFlight {
  readonly #round: () => Promise<unknown>;
  #asked = false;
  #running = false;
  #stopped = false;

  /** A round that fails is repeated at once: it has waited out its back-off before it rejects (retry-lane.ts). */
  constructor(round: () => Promise<unknown>) {
    this.#round = round;
  }

  ask(): void {
    this.#asked = true;
    if (!this.#running) void this.#run();
  }

  /** The round under way runs to its end. */
  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#asked && !this.#stopped) {
      this.#asked = false;
      await this.#round().catch(() => {
        // The lane has reported the failure.
        this.#asked = true;
      });
    }
    this.#running = false;
  }
}
