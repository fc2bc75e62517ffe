/** Rows of several shards on PostgreSQL that are tested in the order of the list until a page is full. */
import type { Place } from '@liangma/shared/lists/cursor';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { all } from '../search/search-match.ts';
import { inShards } from '../shards/shards.ts';
import { type Columns, type Found, orderOf, type Page } from './page-parts.ts';

export interface NearRows {
  /** The table under the name that the other parts use; an index has its shard and `columns`. */
  readonly table: RawBuilder<unknown>;
  readonly columns: Columns;
  readonly shard: RawBuilder<unknown>;
  /** Conditions that the index serves. */
  readonly own: readonly RawBuilder<unknown>[];
  /** The condition that is tested row by row. */
  readonly test: RawBuilder<unknown>;
}

/** Parts of the tested rows that shards have at most: some shards have several times the rows of others. */
const MOST_PARTS = 4;

/** The page among the next `tested` rows of the list; undefined if fewer of them than a page hold. */
export async function nearRows(
  db: Kysely<Tables>,
  { table, columns, shard, own, test }: NearRows,
  shards: readonly string[],
  page: Page,
  tested: number,
): Promise<Place[] | undefined> {
  const { order, beyond } = orderOf(columns, page);
  const merged = orderOf({ value: sql.ref('p.value'), id: sql.ref('p.id') }, page);
  const next = [sql`${shard} = shards.shard`, ...own, ...beyond];
  const isDown = page.isDescending !== page.isBackward;
  // The nearest place that has its part of the rows before it in one shard: names of a place cluster in one of them.
  const ofEach = Math.ceil(tested / Math.min(shards.length, MOST_PARTS));
  const nearestOf = sql.raw(isDown ? 'max' : 'min');
  const { rows: ends } = await sql<{ last: string | number | null }>`select ${nearestOf}(e.value) as last
    from shards cross join lateral (
      select ${columns.value} as value from ${table} where ${all(next)} order by ${order} limit 1 offset ${ofEach}
    ) e where ${inShards('shards.shard', shards)}`.execute(db);
  const last = ends[0]?.last ?? undefined;
  const within = last === undefined ? [] : [sql`${columns.value} ${sql.raw(isDown ? '>=' : '<=')} ${last}`];
  const { rows } = await sql<Place>`select p.value, p.id from shards cross join lateral (
      select ${columns.value} as value, ${columns.id} as id from ${table}
      where ${all([...next, ...within, test])} order by ${order} limit ${page.limit + 1}
    ) p where ${inShards('shards.shard', shards)} order by ${merged.order} limit ${page.limit + 1}`.execute(db);
  return rows.length > page.limit ? rows : undefined;
}

/** Counts matches among the first rows of each shard: they are all matches only where no shard has more rows. */
export async function countNear(
  db: Kysely<Tables>,
  { table, columns, shard, own, test }: NearRows,
  shards: readonly string[],
  tested: number,
): Promise<Omit<Found, 'rows'>> {
  const ofEach = Math.ceil(tested / shards.length);
  const { rows } = await sql<{ n: number; tested: number }>`select
      count(*) as tested, count(*) filter (where r.holds) as n
    from shards cross join lateral (
      select ${test} as holds from ${table} where ${all([sql`${shard} = shards.shard`, ...own])}
      order by ${columns.value}, ${columns.id} limit ${ofEach}
    ) r where ${inShards('shards.shard', shards)} group by shards.shard`.execute(db);
  return {
    total: rows.reduce((sum, { n }) => sum + Number(n), 0),
    atLeast: rows.some((row) => Number(row.tested) >= ofEach),
  };
}
