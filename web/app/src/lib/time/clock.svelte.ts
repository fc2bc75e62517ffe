/** The time of this device as a rune: what is valid now may not be in a minute, with the page left open. */
import { dayOf } from '@liangma/shared/kernel/instant';

const TICK = 10_000;

class Clock {
  now = $state(Date.now());
  /** Changes at midnight only. */
  readonly today = $derived(dayOf(this.now));

  constructor() {
    const tick = (): void => {
      this.now = Date.now();
    };
    setInterval(tick, TICK);
    // Timers sleep while the page is hidden.
    document.addEventListener('visibilitychange', tick);
  }
}

export const clock = new Clock();
