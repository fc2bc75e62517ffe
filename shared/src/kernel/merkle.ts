/** Merkle trees over SHA-256 as RFC 9162 §2.1 has them: who knows the root can be shown that an entry is one of those under it. */
import { type Bytes, concat, equalBytes } from './bytes.ts';
import type { Digest } from './digest.ts';

const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)];

const leafOf = (entry: Uint8Array, sha256: Digest): Promise<Uint8Array> => sha256(concat(LEAF, entry));

/** The node over two others. */
export type Over = (left: Uint8Array, right: Uint8Array) => Promise<Uint8Array>;

const overBy =
  (sha256: Digest): Over =>
  (left, right) =>
    sha256(concat(NODE, left, right));

/** For many entries of one tree, whose ways to the root soon meet: what lies over the same two is computed once. */
export function rememberedOver(sha256: Digest): Over {
  const over = overBy(sha256);
  const known = new Map<number, { readonly left: Uint8Array; readonly right: Uint8Array; node: Promise<Uint8Array> }>();
  return (left, right) => {
    const start = startOf(left);
    const met = known.get(start);
    if (met && equalBytes(met.left, left) && equalBytes(met.right, right)) return met.node;
    const node = over(left, right);
    known.set(start, { left, right, node });
    return node;
  };
}

/** Tells hashes apart but for few. */
const startOf = ([a = 0, b = 0, c = 0]: Uint8Array): number => (a << 16) | (b << 8) | c;

export interface MerkleTree {
  readonly root: Uint8Array;
  /** For each entry what it takes to reach the root from it (§2.1.3.1). */
  readonly paths: readonly (readonly Uint8Array[])[];
}

/** Over one entry or more. */
export async function merkleTree(entries: readonly Bytes[], sha256: Digest): Promise<MerkleTree> {
  const over = overBy(sha256);
  const paths: Uint8Array[][] = entries.map(() => []);
  let level = await Promise.all(entries.map((entry) => leafOf(entry, sha256)));
  for (let height = 0; level.length > 1; height++) {
    for (const [i, path] of paths.entries()) {
      const sibling = level[(i >> height) ^ 1];
      if (sibling) path.push(sibling);
    }
    const pairs = Array.from({ length: level.length >> 1 }, (_, i) =>
      over(level[2 * i] as Uint8Array, level[2 * i + 1] as Uint8Array),
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
  over: Over = overBy(sha256),
): Promise<Uint8Array | undefined> {
  if (index >= size) return undefined;
  let [at, last] = [index, size - 1];
  let node = await leafOf(entry, sha256);
  for (const sibling of path) {
    if (last === 0) return undefined;
    // At the end of an odd level a node has no sibling: it has gone up.
    for (; at % 2 === 0 && at === last && at > 0; last >>= 1) at >>= 1;
    node = at % 2 === 1 ? await over(sibling, node) : await over(node, sibling);
    [at, last] = [at >> 1, last >> 1];
  }
  return last === 0 ? node : undefined;
}
