import type { Kysely } from 'kysely';
import type { ShardReads, ShardWrites } from '../../../ports/shards.ts';
import type { Tables } from '../schema.ts';
import { countOf } from './counters.ts';

/** Counter with the last number of a shard's feed. */
const FEED = 'feed';

export const shardReads = (db: Kysely<Tables>): ShardReads => ({
  async all() {
    const rows = await db
      .selectFrom('shards')
      .innerJoin('counters', 'counters.shard', 'shards.shard')
      .select(['counters.shard', 'counters.value'])
      .where('counters.name', '=', FEED)
      .execute();
    return new Map(rows.map(({ shard, value }) => [shard, value]));
  },
});

export const shardWrites = (db: Kysely<Tables>): ShardWrites => ({
  advance: (shard, by) => advanceSeq(db, shard, by),
  next: (shard) => countOf(db, shard, FEED),
});

/** More numbers of a shard whose counter this transaction holds. */
async function advanceSeq(db: Kysely<Tables>, shard: string, by: number): Promise<void> {
  await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', by) }))
    .where('shard', '=', shard)
    .where('name', '=', FEED)
    .execute();
}
