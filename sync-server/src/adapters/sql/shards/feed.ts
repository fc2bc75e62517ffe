import type { Checkpoint } from '@liangma/shared/protocol/documents';
import { type RawBuilder, sql } from 'kysely';

/** Rows of a feed after a checkpoint: newer ones of each shard in it, and all of every other shard. */
export function after(shard: string, seq: string, checkpoint: Checkpoint): RawBuilder<boolean> {
  const shards = Object.keys(checkpoint);
  if (shards.length === 0) return sql<boolean>`1 = 1`;
  const newer = shards.map((s) => sql`(${sql.ref(shard)} = ${s} and ${sql.ref(seq)} > ${checkpoint[s]})`);
  const others = sql`${sql.ref(shard)} not in (${sql.join(shards)})`;
  return sql<boolean>`(${sql.join([...newer, others], sql` or `)})`;
}
