import type { Kysely } from 'kysely';
import type { ShardReads, ShardWrites } from '../../ports/shards.ts';
import { countOf } from './counters.ts';
import type { Tables } from './schema.ts';

const SHARD = 'shard:';

export const shardReads = (db: Kysely<Tables>): ShardReads => ({
  async all() {
    const rows = await db.selectFrom('counters').selectAll().where('name', 'like', `${SHARD}%`).execute();
    return new Map(rows.map(({ name, value }) => [name.slice(SHARD.length), value]));
  },
});

export const shardWrites = (db: Kysely<Tables>): ShardWrites => ({
  next: (shard) => countOf(db, `${SHARD}${shard}`),
});

/** More numbers of a shard whose counter this transaction holds. */
export async function advanceSeq(db: Kysely<Tables>, shard: string, by: number): Promise<void> {
  const name = `${SHARD}${shard}`;
  await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', by) }))
    .where('name', '=', name)
    .execute();
}
