import { randomBytes } from 'node:crypto';
import type { Clock, Hint, Hints, Random } from '../ports/runtime.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = { bytes: (length) => Uint8Array.from(randomBytes(length)) };

/** Within one process. */
export function localHints(): Hints {
  const listeners = new Set<{ heard: (hint: Hint) => void; ended: (() => void) | undefined }>();
  return {
    publish: (hint) => {
      for (const { heard } of listeners) heard(hint);
    },
    subscribe: (heard, ended) => {
      const listener = { heard, ended };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      for (const { ended } of listeners) ended?.();
      listeners.clear();
    },
  };
}
