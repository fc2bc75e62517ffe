/**
 * Back-off against guessing numbers: counts the misses of an address, which then waits longer each time. A hit does not reset the
 * count, so that one known number buys no further guesses. `now` comes from `Ticks`, because a clock that is set back would
 * make innocent people wait.
 */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { buckets } from './bucket.ts';
import { RecentMap } from './recent-map.ts';

const FREE_MISSES = 10;
/** Misses of all addresses together. Above it somebody guesses from many addresses, and two misses make one wait. */
const MISSES_PER_MINUTE = 300;
const FREE_MISSES_UNDER_ATTACK = 2;
const LONGEST_WAIT = HOUR;
/** A miss is forgotten after this long. */
const FORGET_ONE = 10 * MINUTE;
const MANY_ADDRESSES = 50_000;
/** Key of the count over all addresses. */
const ALL = '';

interface Misses {
  readonly count: number;
  readonly at: number;
}

export interface SlowDown {
  /** Milliseconds until this address may ask again; 0 for now. */
  wait(address: string, now: number): number;
  miss(address: string, now: number): void;
}

export function slowDown(): SlowDown {
  const known = new RecentMap<Misses>(MANY_ADDRESSES);
  const all = buckets(MISSES_PER_MINUTE, MINUTE);
  const freeNow = (now: number): number => (all.wait(ALL, 1, now) > 0 ? FREE_MISSES_UNDER_ATTACK : FREE_MISSES);
  const countNow = (address: string, now: number): number => {
    const misses = known.get(address);
    return misses ? Math.max(0, misses.count - Math.floor((now - misses.at) / FORGET_ONE)) : 0;
  };
  return {
    wait(address, now) {
      const misses = known.get(address);
      const free = freeNow(now);
      if (!misses || misses.count < free) return 0;
      const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** (misses.count - free));
      return Math.max(0, misses.at + wait - now);
    },
    miss(address, now) {
      all.take(ALL, all.wait(ALL, 1, now) > 0 ? 0 : 1, now);
      known.set(address, { count: countNow(address, now) + 1, at: now });
    },
  };
}
