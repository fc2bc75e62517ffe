/** Randomness that is the same everywhere and every time. */
export interface Dice {
  /** Uniform in [0, 1). */
  next(): number;
  between(least: number, most: number): number;
  /** Normal, mean 0 and σ 1. */
  normal(): number;
}

/** mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, between: (least, most) => least + (most - least) * next(), normal };
}
