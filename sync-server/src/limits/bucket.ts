/** Token buckets: an allowance that refills evenly over its period. `now` is of `Ticks`, so a clock set back locks nobody out. */
import { RecentMap } from './recent-map.ts';

/** More keys than one server sees in a day; each entry takes some 200 bytes. */
const MANY = 50_000;

export interface Buckets {
  /** Milliseconds until this key may take `amount`; 0 for now. An amount above the allowance is let through when the bucket is full. */
  wait(key: string, amount: number, now: number): number;
  /** May be negative: an amount taken without asking is paid back first. */
  take(key: string, amount: number, now: number): void;
}

export function buckets(allowance: number, period: number): Buckets {
  const known = new RecentMap<{ left: number; at: number }>(MANY);
  const leftNow = (key: string, now: number): number => {
    const one = known.get(key);
    return one ? Math.min(allowance, one.left + ((now - one.at) / period) * allowance) : allowance;
  };
  return {
    wait: (key, amount, now) =>
      Math.max(0, Math.ceil(((Math.min(amount, allowance) - leftNow(key, now)) / allowance) * period)),
    take: (key, amount, now) => known.set(key, { left: leftNow(key, now) - amount, at: now }),
  };
}
