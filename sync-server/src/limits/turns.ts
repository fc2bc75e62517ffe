/**
 * Limits the concurrent requests of one sender. Its other requests wait, so that a request of another sender never waits behind
 * more than the limit.
 */
interface Sender {
  running: number;
  readonly waiting: (() => void)[];
}

export interface Turns {
  /** Resolves when the work may begin. Returns undefined if too many wait already. */
  take(sender: string): Promise<void> | undefined;
  /** Must follow each turn that was taken. */
  end(sender: string): void;
}

export function turns(limit: { readonly running: number; readonly waiting: number }): Turns {
  const senders = new Map<string, Sender>();
  return {
    take(sender) {
      const known = senders.get(sender) ?? { running: 0, waiting: [] };
      senders.set(sender, known);
      if (known.running < limit.running) {
        known.running += 1;
        return Promise.resolve();
      }
      if (known.waiting.length >= limit.waiting) return undefined;
      return new Promise((start) => known.waiting.push(start));
    },
    end(sender) {
      const known = senders.get(sender);
      if (!known) return;
      const next = known.waiting.shift();
      // Continue in the next turn of the event loop, so that requests of other senders get in between.
      if (next) setImmediate(next);
      else known.running -= 1;
      if (known.running === 0) senders.delete(sender);
    },
  };
}
