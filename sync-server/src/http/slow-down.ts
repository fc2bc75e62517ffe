/**
 * Against trying numbers out: what an address asks for in vain is counted, and makes it wait, longer each time.
 * One count for all answers, good ones too: who has one true number cannot buy further guesses with it.
 * `now` is of `Ticks`: a clock that is set back would make people wait who did nothing.
 */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';

const FREE_MISSES = 10;
const LONGEST_WAIT = HOUR;
/** A miss is forgotten after this long. */
const FORGET_ONE = 10 * MINUTE;
const MANY_ADDRESSES = 50_000;

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
  const known = new Map<string, Misses>();
  const countNow = (address: string, now: number): number => {
    const misses = known.get(address);
    return misses ? Math.max(0, misses.count - Math.floor((now - misses.at) / FORGET_ONE)) : 0;
  };
  return {
    wait(address, now) {
      const misses = known.get(address);
      if (!misses || misses.count < FREE_MISSES) return 0;
      const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** (misses.count - FREE_MISSES));
      return Math.max(0, misses.at + wait - now);
    },
    miss(address, now) {
      if (known.size > MANY_ADDRESSES) known.clear();
      known.set(address, { count: countNow(address, now) + 1, at: now });
    },
  };
}
