import { covers, type RegionCode, shardOf } from '@liangma/shared/kernel/regions';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ShardReads, ShardWrites } from '../../../ports/shards.ts';
import type { Tables } from '../schema.ts';
import { countOf } from './counters.ts';

/** Counter with the last number of a shard's feed. */
const FEED = 'feed';

/** Digits of a prefecture. */
const SHARD_DIGITS = 4;

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
  under: (region) => shardsUnder(db, region),
});

export const shardWrites = (db: Kysely<Tables>): ShardWrites => ({
  advance: (shard, by) => advanceSeq(db, shard, by),
  next: (shard) => countOf(db, shard, FEED),
});

/** Shards of a region: its prefecture, or all that lie in a province, and the province's own. */
export async function shardsUnder(db: Kysely<Tables>, region: RegionCode): Promise<string[]> {
  const own = shardOf(region);
  if (own.length === SHARD_DIGITS) return [own];
  const rows = await db
    .selectFrom('shards')
    .select('shard')
    .where('shard', 'like', `${own}%`)
    .orderBy('shard')
    .execute();
  return [...new Set([own, ...rows.map(({ shard }) => shard)])];
}

/** The narrower region, if the one that is asked for lies in the scope. */
export const within = (scope: RegionCode, asked: RegionCode | undefined): RegionCode =>
  asked !== undefined && covers(scope, asked) ? asked : scope;

/** True for rows of these shards. */
export const inShards = (column: string, shards: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} in (${shards.length > 0 ? sql.join([...shards]) : sql`null`})`;

/** More numbers of a shard whose counter this transaction holds. */
async function advanceSeq(db: Kysely<Tables>, shard: string, by: number): Promise<void> {
  await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', by) }))
    .where('shard', '=', shard)
    .where('name', '=', FEED)
    .execute();
}
