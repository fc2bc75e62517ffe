/** Page of a list by keyset: rows after or before a place, by index, and how many match. */

import { type Place, placeOf } from '@liangma/shared/lists/cursor';
import { type ListQuery, type ListSpec, sortKindOf } from '@liangma/shared/lists/list-query';
import { COUNTED_AT_MOST } from '@liangma/shared/lists/list-reply';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ListPage } from '../../../lists/repository.ts';
import { NO_SHARD } from '../../../ports/shards.ts';
import { isPostgres } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';
import { type DocKind, regionTokens } from '../search/search-docs.ts';
import { all, ftsOf, holds, type Match } from '../search/search-match.ts';
import { inShards } from '../shards/shards.ts';

export interface ListSource {
  readonly spec: ListSpec;
  /** `where` and `value` name its columns in full. */
  readonly table: keyof Tables & string;
  readonly kind: DocKind;
  /** Shards that the rows are in; undefined for a table that is in none. */
  readonly shards: readonly string[] | undefined;
  readonly where: readonly RawBuilder<unknown>[];
  readonly match: Match;
  /** Tokens of the scope, which `where` holds too. */
  readonly scope: readonly string[];
  /** True when `where` holds more than the scope. */
  readonly narrows: boolean;
  /** Names a row among those of a shard, where the column `id` does not. Documents are then no part of the match. */
  readonly id?: RawBuilder<string>;
  /** Rows of another scope that the list holds too, none of them twice. */
  readonly also?: {
    readonly where: (shard: string) => readonly RawBuilder<unknown>[];
    readonly scope: readonly string[];
  };
  /** The column that is sorted by. */
  readonly value: RawBuilder<string | number>;
  /** True when `value` is the sort of the documents too. Rows by name cluster: a next match can be far. */
  readonly byName?: boolean;
}

/**
 * SQLite looks up and sorts few matches; of many it tests the rows in the order of the list until a page is full, because the
 * next match is near. Both cost the same at √(22 n) matches among n documents (`npm run bench lists`).
 */
async function fewAmong(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{
    n: number | null;
  }>`select rowid as n from search_index order by rowid desc limit 1`.execute(db);
  return Math.ceil(Math.sqrt(22 * (rows[0]?.n ?? 0)));
}

/** Sorted by their documents alone, more matches are few. */
const FEW_BY_NAME = 20_000;

/** Most matches that are counted where filters narrow many of them further. */
const MOST_NARROWED = 5_000;

/**
 * Reads a page of each shard and merges them: so each is read by an index that begins with the shard. Ids of the page's rows by `rowsOf` become rows. A row that is deleted
 * meanwhile is left out.
 */
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
  const found = await merged(db, source, { ...page, limit: query.limit });
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

interface Page {
  readonly place?: Place;
  readonly isDescending: boolean;
  /** True for the page before the place; its rows come nearest first. */
  readonly isBackward: boolean;
  readonly limit: number;
}

interface Found {
  /** Holds one row more than the page if more follow. */
  readonly rows: Place[];
  readonly total: number;
  readonly atLeast: boolean;
}

async function merged(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  if (source.shards === undefined) return pageOf(db, source, page);
  const pages: Found[] = [];
  for (const shard of source.shards) {
    pages.push(await pageOf(db, inShard(source, shard), page));
    const { also } = source;
    if (also) pages.push(await pageOf(db, inShard({ ...source, ...also, where: also.where(shard) }, shard), page));
  }
  const [only, ...others] = pages;
  if (only && others.length === 0) return only;
  const rows = pages.flatMap((one) => one.rows).sort((a, b) => signOf(page) * compare(a, b));
  const total = pages.reduce((sum, one) => sum + one.total, 0);
  return { rows: rows.slice(0, page.limit + 1), total, atLeast: pages.some(({ atLeast }) => atLeast) };
}

const inShard = (source: ListSource, shard: string): ListSource & InShard => ({
  ...source,
  shard,
  where: [sql`${sql.ref(`${source.table}.shard`)} = ${shard}`, ...source.where],
  scope: [...source.scope, ...regionTokens(source.kind, shard).slice(-1)],
});

interface InShard {
  readonly shard?: string;
}

async function pageOf(db: Kysely<Tables>, source: ListSource & InShard, page: Page): Promise<Found> {
  const table = sql.table(source.table);
  const columns = { value: source.value, id: idOf(source) };
  if (source.match.clauses.length === 0) {
    const rows = await placesIn(db, columns, page, table, source.where);
    return { rows, ...(await countOf(db, table, source.where)) };
  }
  const inDocs = sql`d.shard = ${source.shard ?? NO_SHARD}`;
  const doc = sql`${inDocs} and d.kind = ${source.kind} and d.id = ${idOf(source)}`;
  if (isPostgres(db)) {
    const from = sql`${table} join search_docs d on ${doc}`;
    const where = [...source.where, holds(db, source.match, 'd')];
    return { rows: await placesIn(db, columns, page, from, where), ...(await countOf(db, from, where)) };
  }
  const matching = sql`search_index match ${ftsOf(withScope(source))}`;
  const few = source.byName ? FEW_BY_NAME : await fewAmong(db);
  const { total } = await countOf(db, sql`search_index`, [matching], source.narrows ? few + 1 : COUNTED_AT_MOST);
  // `cross join` keeps SQLite to this order of the tables.
  const looked = sql`search_index cross join search_docs d on d.doc = search_index.rowid
    cross join ${table} on ${idOf(source)} = d.id and ${inDocs}`;
  if (total <= few && source.byName && !source.narrows) {
    const documents = sql`search_index cross join search_docs d on d.doc = search_index.rowid`;
    const rows = await placesIn(db, { value: sql.ref('d.sort'), id: sql.ref('d.id') }, page, documents, [
      matching,
      inDocs,
    ]);
    return { rows, total, atLeast: false };
  }
  if (total <= few) return fewOf(db, columns, page, looked, [matching, ...source.where]);
  const from = sql`${table} cross join search_docs d on ${doc}`;
  const rows = await placesIn(db, columns, page, from, [...source.where, holds(db, source.match, 'd')]);
  if (!source.narrows) return { rows, total, atLeast: total >= COUNTED_AT_MOST };
  return { rows, ...(await countOf(db, looked, [matching, ...source.where], MOST_NARROWED)) };
}

const idOf = ({ id, table }: ListSource): RawBuilder<string> => id ?? sql.ref(`${table}.id`);

const withScope = ({ match, scope }: ListSource): Match => ({
  clauses: [...match.clauses, ...scope.map((token) => [[token]])],
  numbers: [],
});

interface Columns {
  readonly value: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
}

/** Rows of the page, and one more, in the order of the list seen from the place. */
async function placesIn(
  db: Kysely<Tables>,
  { value, id }: Columns,
  { place, isDescending, isBackward, limit }: Page,
  from: RawBuilder<unknown>,
  where: readonly RawBuilder<unknown>[],
): Promise<Place[]> {
  const [order, beyond] = isDescending !== isBackward ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const conditions = place ? [...where, sql`(${value}, ${id}) ${beyond} (${place.value}, ${place.id})`] : where;
  const { rows } = await sql<Place>`select ${value} as value, ${id} as id from ${from} where ${all(conditions)}
    order by ${value} ${order}, ${id} ${order} limit ${limit + 1}`.execute(db);
  return rows;
}

/** Reads the places of all matches once: they are counted, and the page is cut out of them. */
async function fewOf(
  db: Kysely<Tables>,
  { value, id }: Columns,
  page: Page,
  from: RawBuilder<unknown>,
  where: readonly RawBuilder<unknown>[],
): Promise<Found> {
  const { rows } = await sql<Place>`select ${value} as value, ${id} as id from ${from} where ${all(where)}`.execute(db);
  const sign = signOf(page);
  const { place } = page;
  const beyond = place ? rows.filter((row) => sign * compare(row, place) > 0) : [...rows];
  beyond.sort((a, b) => sign * compare(a, b));
  return { rows: beyond.slice(0, page.limit + 1), total: rows.length, atLeast: false };
}

const signOf = (page: Page): number => (page.isDescending !== page.isBackward ? -1 : 1);

/** Compares like SQLite: numbers by value, texts by code unit, because sort values are ASCII. */
function compare(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

async function countOf(
  db: Kysely<Tables>,
  from: RawBuilder<unknown>,
  where: readonly RawBuilder<unknown>[],
  most = COUNTED_AT_MOST,
): Promise<{ total: number; atLeast: boolean }> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from
    (select 1 from ${from} where ${all(where)} limit ${most}) counted`.execute(db);
  const total = Number(rows[0]?.n ?? 0);
  return { total, atLeast: total >= most };
}
