/** Web Locks of one origin on one phone: held by pages, let go when a page dies (Web Locks §2.5). */
import type { Reader } from './disk.ts';

type Granted = (lock: object | null) => unknown;
interface Wish {
  readonly page: Reader;
  readonly granted: (lock: object) => Promise<unknown>;
}

export interface Locks {
  /** `navigator.locks` of this page. */
  for(page: Reader): { request(name: string, ...rest: [Granted] | [LockOptions, Granted]): Promise<unknown> };
  sweep(): void;
}

export function someLocks(): Locks {
  const held = new Map<string, Reader>();
  const waiting = new Map<string, Wish[]>();
  const next = (name: string): void => {
    if (held.get(name)?.dead) held.delete(name);
    const queue = (waiting.get(name) ?? []).filter(({ page }) => !page.dead);
    waiting.set(name, queue);
    const wish = held.has(name) ? undefined : queue.shift();
    if (wish) hold(name, wish);
  };
  const hold = (name: string, { page, granted }: Wish): void => {
    held.set(name, page);
    void granted({ name, mode: 'exclusive' }).finally(() => {
      if (held.get(name) !== page) return;
      held.delete(name);
      next(name);
    });
  };
  const ask = (page: Reader, name: string, { ifAvailable = false, signal }: LockOptions, run: Granted) =>
    new Promise<unknown>((resolve, reject) => {
      const granted = async (lock: object | null) => {
        try {
          resolve(await run(lock));
        } catch (error) {
          reject(error);
        }
      };
      const wish = { page, granted };
      next(name);
      if (ifAvailable && held.has(name)) return void granted(null);
      waiting.set(name, [...(waiting.get(name) ?? []), wish]);
      signal?.addEventListener('abort', () => {
        const queue = waiting.get(name) ?? [];
        if (!queue.includes(wish)) return;
        waiting.set(
          name,
          queue.filter((other) => other !== wish),
        );
        reject(signal.reason);
      });
      next(name);
    });
  return {
    for: (page) => ({
      request: (name, ...rest) => (rest.length === 1 ? ask(page, name, {}, rest[0]) : ask(page, name, ...rest)),
    }),
    sweep: () => {
      for (const name of [...held.keys()]) next(name);
    },
  };
}
