/**
 * Seeded chance: the same seed gives the same demo on every machine. Generator sfc32 (PractRand, C. Doty-Humphrey);
 * the seed is text, spread over its state by FNV-1a.
 */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [0, n). */
  int(n: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  bytes(n: number): Uint8Array;
}

const WARM_UP = 15;

export function seededRandom(seed: string): Random {
  const word = sfc32(fnv(`${seed}/a`), fnv(`${seed}/b`), fnv(`${seed}/c`));
  for (let i = 0; i < WARM_UP; i++) word();
  const next = () => word() / 0x100000000;
  const int = (n: number) => Math.floor(next() * n);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(items.length)] as (typeof items)[number],
    bytes: (n) => Uint8Array.from({ length: n }, () => word() & 0xff),
  };
}

/** Picks in proportion to the weights; built once, used often. */
export function weighted<T>(items: readonly (readonly [T, number])[]): (random: Random) => T {
  let total = 0;
  const ends = items.map(([, weight]) => (total += weight));
  return (random) => {
    const at = random.next() * total;
    const i = ends.findIndex((end) => at < end);
    return (items[i] as readonly [T, number])[0];
  };
}

/** In place (Fisher and Yates). */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}

function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

function sfc32(seedA: number, seedB: number, seedC: number): () => number {
  let [a, b, c, counter] = [seedA, seedB, seedC, 1];
  return () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
}
