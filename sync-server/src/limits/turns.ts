/**
 * Limits how much of one network's work is under way at once. The rest of it waits for its turn, so that a request of
 * another network never stands behind more than that.
 */
interface Network {
  running: number;
  readonly waiting: (() => void)[];
}

export interface Turns {
  /** Resolves when the work may begin. Returns undefined where too many wait already. */
  take(network: string): Promise<void> | undefined;
  /** Must follow each turn that was taken. */
  end(network: string): void;
}

export function turns(limit: { readonly running: number; readonly waiting: number }): Turns {
  const networks = new Map<string, Network>();
  return {
    take(network) {
      const known = networks.get(network) ?? { running: 0, waiting: [] };
      networks.set(network, known);
      if (known.running < limit.running) {
        known.running += 1;
        return Promise.resolve();
      }
      if (known.waiting.length >= limit.waiting) return undefined;
      return new Promise((start) => known.waiting.push(start));
    },
    end(network) {
      const known = networks.get(network);
      if (!known) return;
      const next = known.waiting.shift();
      // In the next turn of the event loop, so that requests of other networks are heard in between.
      if (next) setImmediate(next);
      else known.running -= 1;
      if (known.running === 0) networks.delete(network);
    },
  };
}
