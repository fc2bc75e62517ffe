/** Page of a list on SQLite. */

import type { Place } from '@liangma/shared/lists/cursor';
import { COUNTED_AT_MOST } from '@liangma/shared/lists/list-reply';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { NO_SHARD } from '../../../ports/shards.ts';
import type { Tables } from '../schema.ts';
import { regionTokens } from '../search/search-docs.ts';
import { all, ftsOf, type Match, shows } from '../search/search-match.ts';
import {
  type Columns,
  compare,
  countOf,
  type Found,
  idOf,
  type ListSource,
  mergedPage,
  type Page,
  placesIn,
  signOf,
} from './page-parts.ts';

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

const PREFECTURE_DIGITS = 4;

/** Reads a page of each shard and merges them: each is read by an index that begins with the shard. */
export async function sqlitePage(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  if (source.shards === undefined) return pageOf(db, source, page);
  const pages: Found[] = [];
  // The full-text index knows regions and no shards: of a province's own shard it would count all of the province.
  const hasText = source.match.clauses.length > 0;
  const shards = source.shards.filter((shard) => !hasText || shard.length === PREFECTURE_DIGITS);
  for (const shard of shards) pages.push(await pageOf(db, inShard(source, shard), page));
  return mergedPage(pages, page);
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
  const where = [...source.where, ...source.narrowing];
  const narrows = source.narrowing.length > 0;
  if (source.match.clauses.length === 0) {
    // The beginning of a number can be that of many.
    if (source.isFew && source.match.numbers.length === 0) return fewOf(db, columns, page, table, where);
    const rows = await placesIn(db, columns, page, table, where);
    return { rows, ...(await countOf(db, table, where)) };
  }
  const inDocs = sql`d.shard = ${source.shard ?? NO_SHARD}`;
  const doc = sql`${inDocs} and d.kind = ${source.kind} and d.id = ${idOf(source)}`;
  const matching = sql`search_index match ${ftsOf(withScope(source))}`;
  const few = source.byName ? FEW_BY_NAME : await fewAmong(db);
  const { total } = await countOf(db, sql`search_index`, [matching], narrows ? few + 1 : COUNTED_AT_MOST);
  // `cross join` keeps SQLite to this order of the tables.
  const looked = sql`search_index cross join search_docs d on d.doc = search_index.rowid
    cross join ${table} on ${idOf(source)} = d.id and ${inDocs}`;
  if (total <= few && source.byName && !narrows) {
    const documents = sql`search_index cross join search_docs d on d.doc = search_index.rowid`;
    const rows = await placesIn(db, { value: sql.ref('d.sort'), id: sql.ref('d.id') }, page, documents, [
      matching,
      inDocs,
    ]);
    return { rows, total, atLeast: false };
  }
  if (total <= few) return fewOf(db, columns, page, looked, [matching, ...where]);
  const from = sql`${table} cross join search_docs d on ${doc}`;
  const rows = await placesIn(db, columns, page, from, [...where, shows(db, source.match, 'd')]);
  if (!narrows) return { rows, total, atLeast: total >= COUNTED_AT_MOST };
  return { rows, ...(await countOf(db, looked, [matching, ...where], MOST_NARROWED)) };
}

const withScope = ({ match, scope }: ListSource): Match => ({
  clauses: [...match.clauses, ...scope.map((token) => [[token]])],
  numbers: [],
});

/** Reads the places of all matches once, by whichever index finds them: they are counted, and the page is cut out of them. */
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
