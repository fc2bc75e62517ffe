/** One round after another, as long as somebody asks for one. One that is asked for meanwhile follows; never two at once. */
export class Rounds {
  readonly #round: () => Promise<unknown>;
  #asked = false;
  #running = false;
  #stopped = false;

  /** A round that fails is made again at once: it has waited before it rejects (line.ts). */
  constructor(round: () => Promise<unknown>) {
    this.#round = round;
  }

  ask(): void {
    this.#asked = true;
    if (!this.#running) void this.#run();
  }

  /** The one that is under way comes to its end. */
  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#asked && !this.#stopped) {
      this.#asked = false;
      await this.#round().catch(() => {
        this.#asked = true;
      });
    }
    this.#running = false;
  }
}
