/** Page of a list by keyset: rows after or before a place, by index, and how many match. */

import { placeOf } from '@liangma/shared/lists/cursor';
import { type ListQuery, sortKindOf } from '@liangma/shared/lists/list-query';
import { type Kysely, sql } from 'kysely';
import type { ListPage } from '../../../lists/repository.ts';
import { isPostgres } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';
import { all } from '../search/search-match.ts';
import { inShards } from '../shards/shards.ts';
import { type Found, type ListSource, mergedPage } from './page-parts.ts';
import { postgresPage } from './postgres-page.ts';
import { sqlitePage } from './sqlite-page.ts';

/** Reads places of a page; `rowsOf` makes rows of their ids. A row that is deleted meanwhile is left out. */
export async function listPage<T>(
  db: Kysely<Tables>,
  source: ListSource,
  query: ListQuery,
  rowsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<ListPage<T>> {
  const isDescending = query.sort.startsWith('-');
  const place = placeOf(query.after ?? query.before, query.sort, sortKindOf(source.spec, query.sort));
  const page = {
    ...(place ? { place } : {}),
    isDescending,
    isBackward: place !== undefined && query.after === undefined,
  };
  const read = isPostgres(db) ? postgresPage : sqlitePage;
  const asked = { ...page, limit: query.limit };
  const pages: Found[] = [];
  for (const one of sourcesOf(source)) pages.push(await read(db, one, asked));
  const found = mergedPage(pages, asked);
  const hasMore = found.rows.length > query.limit;
  const places = found.rows.slice(0, query.limit);
  if (page.isBackward) places.reverse();
  const rows = await rowsOf(places.map(({ id }) => id));
  return {
    rows: places.flatMap(({ value, id }) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ row, place: { value, id } }];
    }),
    total: found.total,
    atLeast: found.atLeast,
    hasNext: page.isBackward || hasMore,
    hasPrevious: place !== undefined && (!page.isBackward || hasMore),
  };
}

/** The source, and the rows of another scope in each shard. */
function sourcesOf({ also, ...source }: ListSource): ListSource[] {
  const { shards } = source;
  if (!also || !shards) return [source];
  return [
    source,
    ...shards.map((shard) => ({ ...source, scope: also.scope, where: also.where(shard), shards: [shard] })),
  ];
}

/** Rows of a table that keeps each as JSON. */
export const rowsFromData =
  <T>(db: Kysely<Tables>, { table, shards }: Pick<ListSource, 'table' | 'shards'>) =>
  async (ids: readonly string[]): Promise<Map<string, T>> => {
    if (ids.length === 0) return new Map();
    const where = [sql`id in (${sql.join([...ids])})`, ...(shards ? [inShards('shard', shards)] : [])];
    const { rows } = await sql<{ id: string; data: string }>`select id, data from ${sql.table(table)}
      where ${all(where)}`.execute(db);
    return new Map(rows.map(({ id, data }) => [id, JSON.parse(data) as T]));
  };
