/** Merkle trees over SHA-256 as RFC 9162 §2.1 has them: who knows the root can be shown that an entry is one of those under it. */
import { type Bytes, concat } from './bytes.ts';
import type { Digest } from './digest.ts';

const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)];

const leafOf = (entry: Uint8Array, sha256: Digest): Promise<Uint8Array> => sha256(concat(LEAF, entry));
const over = (left: Uint8Array, right: Uint8Array, sha256: Digest): Promise<Uint8Array> =>
  sha256(concat(NODE, left, right));

export interface MerkleTree {
  readonly root: Uint8Array;
  /** For each entry what it takes to reach the root from it (§2.1.3.1). */
  readonly paths: readonly (readonly Uint8Array[])[];
}

/** Over one entry or more. */
export async function merkleTree(entries: readonly Bytes[], sha256: Digest): Promise<MerkleTree> {
  const paths: Uint8Array[][] = entries.map(() => []);
  let level = await Promise.all(entries.map((entry) => leafOf(entry, sha256)));
  for (let height = 0; level.length > 1; height++) {
    for (const [i, path] of paths.entries()) {
      const beside = level[(i >> height) ^ 1];
      if (beside) path.push(beside);
    }
    const pairs = Array.from({ length: level.length >> 1 }, (_, i) =>
      over(level[2 * i] as Uint8Array, level[2 * i + 1] as Uint8Array, sha256),
    );
    // The odd one out at the end goes up as it is.
    level = [...(await Promise.all(pairs)), ...level.slice(2 * pairs.length)];
  }
  return { root: level[0] as Uint8Array, paths };
}

/** The root that an entry leads to from its place among `size` (§2.1.3.2); undefined where no tree has such a path. */
export async function rootFrom(
  entry: Uint8Array,
  { index, size, path }: { readonly index: number; readonly size: number; readonly path: readonly Uint8Array[] },
  sha256: Digest,
): Promise<Uint8Array | undefined> {
  if (index >= size) return undefined;
  let [at, last] = [index, size - 1];
  let node = await leafOf(entry, sha256);
  for (const beside of path) {
    if (last === 0) return undefined;
    // At the end of an odd level there is nothing beside it: it has gone up.
    for (; at % 2 === 0 && at === last && at > 0; last >>= 1) at >>= 1;
    node = at % 2 === 1 ? await over(beside, node, sha256) : await over(node, beside, sha256);
    [at, last] = [at >> 1, last >> 1];
  }
  return last === 0 ? node : undefined;
}
