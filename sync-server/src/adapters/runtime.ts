import { randomBytes } from 'node:crypto';
import type { Clock, Hint, Hints, Random, Ticks } from '../ports/runtime.ts';

export const systemClock: Clock = { now: () => Date.now() };

/** Drawn a page at a time: asking for each id alone costs more than the id. No byte is given out twice. */
const PAGE = 4096;

function systemRandomBytes(): Random {
  let page = Buffer.alloc(0);
  let at = 0;
  return {
    bytes: (length) => {
      if (length > PAGE) return Uint8Array.from(randomBytes(length));
      if (at + length > page.length) {
        page = randomBytes(PAGE);
        at = 0;
      }
      at += length;
      return Uint8Array.from(page.subarray(at - length, at));
    },
  };
}

export const systemTicks: Ticks = { now: () => performance.now() };

export const systemRandom: Random = systemRandomBytes();

/** Within one process. */
export function localHints(): Hints {
  const listeners = new Set<{ notify: (hint: Hint) => void; ended: (() => void) | undefined }>();
  return {
    publish: (hint) => {
      for (const { notify } of listeners) notify(hint);
    },
    subscribe: (notify, ended) => {
      const listener = { notify, ended };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      for (const { ended } of listeners) ended?.();
      listeners.clear();
    },
  };
}
