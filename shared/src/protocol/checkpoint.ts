import type { Checkpoint } from './documents.ts';

/** Advances a checkpoint to the last number of each shard on the page. An empty page gives it back unchanged. */
export function advance(after: Checkpoint, rows: readonly { shard: string; seq: number }[]): Checkpoint {
  return { ...after, ...Object.fromEntries(rows.map(({ shard, seq }) => [shard, seq])) };
}
