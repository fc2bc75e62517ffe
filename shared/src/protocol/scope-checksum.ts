/**
 * [SYNC-17] Checksums of an officer's scope. The server states for each shard the count of the officer's tasks and the sum of
 * their marks; the device compares them with its own rows. That finds rows which were lost or skipped by any fault. It does not
 * protect against forged numbers.
 */
import * as v from 'valibot';
import { shardOf } from '../kernel/regions.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const scopeChecksumsSchema = v.record(
  v.pipe(v.string(), v.regex(/^\d{4}$/)),
  v.object({
    count,
    sum: count,
    /** The officer's last feed number in this shard: a device with an older checkpoint cannot compare. */
    seq: count,
  }),
);
export type ScopeChecksums = v.InferOutput<typeof scopeChecksumsSchema>;

/** Fields of a task on a device that count. */
export interface HeldTask {
  readonly id: string;
  readonly rev: number;
  readonly region: string;
}

/** Returns the shards whose tasks differ from the server's. A shard that is not pulled to its end is left out. */
export function divergentShards(
  server: ScopeChecksums,
  held: readonly HeldTask[],
  checkpoint: Readonly<Record<string, number>>,
): string[] {
  const here = new Map<string, { count: number; sum: number }>();
  for (const { id, rev, region } of held) {
    const { count: n, sum } = here.get(shardOf(region)) ?? NOTHING;
    here.set(shardOf(region), { count: n + 1, sum: sum + markOf(id, rev) });
  }
  return [...new Set([...here.keys(), ...Object.keys(server)])].sort().filter((shard) => {
    const [there, own] = [server[shard] ?? NOTHING, here.get(shard) ?? NOTHING];
    return there.seq <= (checkpoint[shard] ?? 0) && (there.count !== own.count || there.sum !== own.sum);
  });
}

const NOTHING = { count: 0, sum: 0, seq: 0 };

/**
 * 32 bits, so that two million of them add up exactly. FNV-1a, and the last step of MurmurHash3: without it the marks of
 * similar texts would differ by the same few amounts, which cancel each other out in a sum.
 */
export function markOf(id: string, rev: number): number {
  let hash = 0x811c9dc5;
  const text = `${id} ${rev}`;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
