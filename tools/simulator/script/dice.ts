/** All chance of a run comes from its seed: streams by name, so that one more throw in one place moves no other. */

export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** True once in so many times. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

export function diceOf(seed: number, stream: string): Dice {
  const next = sfc32(`${seed}/${stream}`);
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number],
    bytes: (length) => Uint8Array.from({ length }, () => between(0, 255)),
  };
}

/** Chris Doty-Humphrey's small fast counter, begun from a hash (FNV-1a) of the name and run in. */
function sfc32(name: string): () => number {
  let [a, b, c, counter] = [1, 2, 3, 4].map((salt) => hash(`${salt}:${name}`)) as [number, number, number, number];
  const draw = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) draw();
  return draw;
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const character of text) h = Math.imul(h ^ (character.codePointAt(0) as number), 0x01000193);
  return h | 0;
}
