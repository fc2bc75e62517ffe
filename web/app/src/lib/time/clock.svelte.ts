/** The present, in steps coarse enough for sentences like “今天 14:00”. */

import type { Window } from '@liangma/shared/kernel/instant';
import { sayDay, sayTime, sayWindow } from '@liangma/web-common/format';
import { locale } from '#lib/words/dictionary.svelte.ts';

class Clock {
  now = $state(Date.now());

  constructor() {
    setInterval(() => {
      this.now = Date.now();
    }, 30_000);
  }

  day = (at: number): string => sayDay(at, this.now, locale.current);
  time = (at: number): string => sayTime(at, this.now, locale.current);
  window = (window: Window): string => sayWindow(window, this.now, locale.current);
}

export const clock = new Clock();
