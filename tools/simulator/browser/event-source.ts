/**
 * `EventSource` for the hints of the server. They carry nothing, so the bytes of the stream are left out: what is
 * simulated is when a page hears, and that a stream breaks and is opened again.
 */
import type { Listening } from '../network/network.ts';
import type { Time } from '../world/time.ts';
import type { Page } from './phone-and-pages.ts';

const [CONNECTING, OPEN, CLOSED] = [0, 1, 2];
/** Between two attempts, and between two looks at whether the connection is still there, ms. */
const AGAIN = 8_000;

export function eventSource(time: Time, page: Page, listen: (heard: () => void) => Listening | undefined): unknown {
  return class EventSource {
    static readonly CLOSED = CLOSED;
    readyState = CONNECTING;
    readonly #heard = new Map<string, () => void>();
    #listening: Listening | undefined;

    constructor() {
      this.#connect();
    }

    addEventListener(type: string, heard: () => void): void {
      this.#heard.set(type, heard);
    }

    close(): void {
      this.readyState = CLOSED;
      this.#listening?.stop();
    }

    #connect(): void {
      if (page.dead) this.close();
      if (this.readyState === CLOSED) return;
      time.after(AGAIN, () => this.#connect());
      if (this.#listening?.holds()) return;
      this.#listening?.stop();
      this.#listening = listen(() => this.#tell('hint'));
      this.readyState = this.#listening ? OPEN : CONNECTING;
      if (this.#listening) time.after(50, () => this.#tell('open'));
    }

    /** The pages of a phone in a pocket do not run. */
    #tell(type: string): void {
      if (page.dead || !page.isVisible || this.readyState !== OPEN) return;
      this.#heard.get(type)?.();
    }
  };
}
