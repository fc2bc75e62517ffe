import { randomBytes } from 'node:crypto';
import type { Clock, Hint, Hints, Random } from '../ports/runtime.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = { bytes: (length) => Uint8Array.from(randomBytes(length)) };

/** Within one process. */
export function localHints(): Hints {
  const listeners = new Set<(hint: Hint) => void>();
  return {
    publish: (hint) => {
      for (const listener of listeners) listener(hint);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
