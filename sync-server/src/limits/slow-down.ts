/**
 * Against trying numbers out: what an address asks for in vain is counted, and makes it wait, longer each time.
 * One count for all answers, good ones too: who has one true number cannot buy further guesses with it.
 * `now` is of `Ticks`: a clock that is set back would make people wait who did nothing.
 */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { buckets } from './bucket.ts';
import { RecentMap } from './recent-map.ts';

const FREE_MISSES = 10;
/** From all addresses together. Beyond, somebody guesses from many of them: then two misses are enough to make one wait. */
const MISSES_PER_MINUTE = 300;
const FREE_MISSES_UNDER_ATTACK = 2;
const LONGEST_WAIT = HOUR;
/** A miss is forgotten after this long. */
const FORGET_ONE = 10 * MINUTE;
const MANY_ADDRESSES = 50_000;
/** The one key of the count of all. */
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
