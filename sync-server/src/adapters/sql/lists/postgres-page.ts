/**
 * Page of a list on PostgreSQL: one statement for the rows, whatever shards they are in, and one for their count. A search goes
 * one of three ways. A county reads the index of the list in its order if it has the words of the rows. Elsewhere rows in the order of
 * the list are tested until a page is full, where many match. Where that fails, each shard is read in the way that is the sooner
 * there: the index of the list, or all matches of the inverted index.
 */
import type { Place } from '@liangma/shared/lists/cursor';
import { COUNTED_AT_MOST } from '@liangma/shared/lists/list-reply';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { NO_SHARD } from '../../../ports/shards.ts';
import type { Tables } from '../schema.ts';
import { sortOf } from '../search/search-docs.ts';
import { all, holds, inWords, type Match, shows } from '../search/search-match.ts';
import { allOf, type Expected, expectedIn } from '../search/token-shares.ts';
import { inShards } from '../shards/shards.ts';
import { countNear, type NearRows, nearRows } from './near-rows.ts';
import { countOf, type Found, idOf, type ListSource, mergedPage, orderOf, type Page, placesIn } from './page-parts.ts';

/** Matches that the inverted index is asked for in any case. */
const FEW_MATCHES = 8_000;
/** Documents that are tested in the order of the list. */
const LEAST_TESTED = 1_500;
/** So many times the rows are tested next where a page is not full. */
const FURTHER = 6;
/** Rows of the list that are tested while the inverted index gives one match. */
const ROWS_A_MATCH = 8;
/** A page needs so many times the documents that it would if matches were spread evenly. */
const MARGIN = 1.5;
const MARGIN_BY_NAME = 3;

/** Matches that are looked up in their table, where filters narrow them. */
const MOST_LOOKED_UP = 5_000;

export function postgresPage(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  if (source.match.clauses.length === 0) return pageOfTable(db, source, page);
  const isByDocuments = source.docSort !== undefined && source.narrowing.length === 0;
  return isByDocuments ? pageOfDocuments(db, source, page) : withMemory(db, (tx) => pageOfLookedUp(tx, source, page));
}

async function pageOfTable(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  const table = sql.table(source.table);
  const conditions = [...source.where, ...source.narrowing];
  const here = source.shards ? [inShards(`${source.table}.shard`, source.shards)] : [];
  if (source.isFew)
    return (await pageNearFew(db, source, page)) ?? pageOfFew(db, source, page, [...here, ...conditions]);
  const rows = await placesOfTable(db, source, page, conditions);
  return { rows, ...(await countOf(db, table, [...here, ...conditions], COUNTED_AT_MOST)) };
}

/** The few of a prefecture or more stand close together where the list begins: open alerts and evaluations are of late. */
async function pageNearFew(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found | undefined> {
  const { among, shards, scope, narrowing, table, value } = source;
  if (!among || !shards || narrowing.length > 0 || !scope.every(isOfShard)) return undefined;
  const of = {
    table: sql.table(table),
    columns: { value, id: idOf(source) },
    shard: sql.ref(`${table}.shard`),
    own: [],
  };
  const rows = await nearRows(db, { ...of, test: among.test }, shards, page, LEAST_TESTED);
  return rows && { rows, ...(await countOf(db, sql`(${among.rows}) a`, [])) };
}

/** Few rows are read by the index of what makes them few: most shards have none, and their order would be read in vain. */
async function pageOfFew(
  db: Kysely<Tables>,
  source: ListSource,
  page: Page,
  conditions: readonly RawBuilder<unknown>[],
): Promise<Found> {
  const { order, beyond } = orderOf({ value: sql.ref('m.value'), id: sql.ref('m.id') }, page);
  const { rows } = await sql<Counted>`with matches as materialized (
      select ${source.value} as value, ${idOf(source)} as id from ${fewOf(source)} where ${all(conditions)}
    ) select counted.total, p.value, p.id from (select count(*) as total from matches) counted left join lateral (
      select m.value, m.id from matches m where ${all(beyond)} order by ${order} limit ${page.limit + 1}
    ) p on true order by ${orderOf({ value: sql.ref('p.value'), id: sql.ref('p.id') }, page).order}`.execute(db);
  return { rows: placesOf(rows), total: Number(rows[0]?.total ?? 0), atLeast: false };
}

/** `offset 0` looks each row up by its key: for thousands of them the planner would read the whole index instead. */
function fewOf({ among, table, shards = [] }: ListSource): RawBuilder<unknown> {
  const rows = sql.table(table);
  if (!among) return rows;
  const [shard, id] = [sql.ref(`${table}.shard`), sql.ref(`${table}.id`)];
  const own = all([inShards(`${table}.shard`, shards), sql`${shard} = a.shard`, sql`${id} = a.id`]);
  return sql`(${among.rows}) a cross join lateral (select * from ${rows} where ${own} offset 0) ${rows}`;
}

/** Matches are counted in the order of the list up to this many, and up to the other in each of several shards. */
const COUNTED_BY_WORDS = 10_000;
const COUNTED_OF_SEVERAL = 500;

/** The index of the list alone is read, in its order, and tells both the page and the count. */
async function pageByWords(
  db: Kysely<Tables>,
  source: ListSource,
  { place, ...first }: Page,
  words: RawBuilder<unknown>,
  counted = COUNTED_BY_WORDS,
): Promise<Found> {
  const columns = { value: source.value, id: idOf(source) };
  const conditions = [...source.where, words];
  const here = all([inShards(`${source.table}.shard`, source.shards ?? []), ...conditions]);
  const { rows } = await sql<Counted>`with matches as materialized (
      select ${columns.value} as value, ${columns.id} as id from ${sql.table(source.table)}
      where ${here} order by ${orderOf(columns, first).order} limit ${counted}
    ) select counted.total, p.value, p.id from (select count(*) as total from matches) counted left join lateral (
      select m.value, m.id from matches m limit ${first.limit + 1}
    ) p on true`.execute(db);
  const total = Number(rows[0]?.total ?? 0);
  return {
    rows: place ? await placesOfTable(db, source, { place, ...first }, conditions) : placesOf(rows),
    total,
    atLeast: total >= counted,
  };
}

/** Rows of several shards: a page of each by the index that begins with the shard, and the page of these. */
async function placesOfTable(
  db: Kysely<Tables>,
  source: ListSource,
  page: Page,
  conditions: readonly RawBuilder<unknown>[],
): Promise<Place[]> {
  const table = sql.table(source.table);
  const columns = { value: source.value, id: idOf(source) };
  const { shards } = source;
  const shard = sql.ref(`${source.table}.shard`);
  if (shards === undefined) return placesIn(db, columns, page, table, conditions);
  const [only, ...others] = shards;
  if (others.length === 0) return placesIn(db, columns, page, table, [sql`${shard} = ${only}`, ...conditions]);
  const { order, beyond } = orderOf(columns, page);
  const ofShard = sql`select ${columns.value} as value, ${columns.id} as id from ${table}
    where ${all([sql`${shard} = shards.shard`, ...conditions, ...beyond])} order by ${order} limit ${page.limit + 1}`;
  const merged = orderOf({ value: sql.ref('p.value'), id: sql.ref('p.id') }, page);
  const { rows } = await sql<Place>`select p.value, p.id from shards cross join lateral (${ofShard}) p
    where ${inShards('shards.shard', shards)} order by ${merged.order} limit ${page.limit + 1}`.execute(db);
  return rows;
}

/** The match with the tokens of the scope. The inverted index has those of a shard for themselves. */
const matchIn = ({ match, scope }: ListSource): Match => ({
  clauses: [...match.clauses, ...scope.filter((token) => !isOfShard(token)).map((token) => [[token]])],
  numbers: [],
});

/** Every document of the shard holds it. */
const isOfShard = (token: string): boolean => /\.region\.\d{0,4}$/.test(token);

/** Documents of the rows. Kinds have an index each, which a constant alone can choose. */
const ofKind = ({ shards, kind }: ListSource): RawBuilder<unknown>[] => [
  shards ? inShards('d.shard', shards) : sql`d.shard = ${NO_SHARD}`,
  sql`d.kind = ${sql.lit(kind)}`,
];

const BY_SORT = { value: sql.ref('d.sort'), id: sql.ref('d.id') };

async function pageOfDocuments(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  const docSort = source.docSort as DocSort;
  const byText = {
    ...page,
    ...(page.place && { place: { ...page.place, value: TO_TEXT[docSort](page.place.value) } }),
  };
  const found = await foundIn(db, source, byText);
  return {
    ...found,
    // A page may lie behind the documents that were tested.
    total: Math.max(found.total, found.rows.length),
    rows: found.rows.map(({ value, id }) => ({ value: FROM_TEXT[docSort](String(value)), id })),
  };
}

/** The page of all shards, each read in the way that is the sooner there. */
async function foundIn(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  const shards = source.shards ?? [NO_SHARD];
  const isWide = source.scope.every(isOfShard);
  const words = source.words && inWords(source.match, source.scope, { words: source.words, id: idOf(source) });
  if (words && !isWide) return pageByWords(db, source, page, words);
  const expected = await expectedIn(db, source.kind, source.match, shards);
  if (isWide && !(words && shards.length === 1)) {
    const near = await nearest(
      db,
      source,
      page,
      words,
      testsFor(expected && allOf(expected), page.limit, source.byName === true),
    );
    if (near) return near;
  }
  const sooner = words ? shards.filter((shard) => isSoonerByWords(expected?.get(shard))) : [];
  const others = shards.filter((shard) => !sooner.includes(shard));
  const counted = shards.length > 1 ? COUNTED_OF_SEVERAL : COUNTED_BY_WORDS;
  const pages = await Promise.all([
    ...(words ? sooner.map((shard) => pageByWords(db, { ...source, shards: [shard] }, page, words, counted)) : []),
    ...inParts(others, expected).map((part) =>
      withMemory(db, (tx) => allMatches(tx, { ...source, shards: part }, page)),
    ),
  ]);
  return mergedPage(pages, page);
}

/** Many matches are read by two processes of the database at once. */
function inParts(shards: readonly string[], expected: ReadonlyMap<string, Expected> | undefined): string[][] {
  const matches = shards.reduce((sum, shard) => sum + (expected?.get(shard)?.matches ?? 0), 0);
  const parts = matches > FEW_MATCHES ? 2 : 1;
  return Array.from({ length: parts }, (_, part) => shards.filter((_, i) => i % parts === part)).filter(
    (part) => part.length > 0,
  );
}

/** The inverted index takes several times as long for a match as the index of the list for a row. */
const isSoonerByWords = (expected: Expected | undefined): boolean =>
  expected !== undefined && expected.matches * ROWS_A_MATCH > expected.documents;

type DocSort = NonNullable<ListSource['docSort']>;
const TO_TEXT = { text: String, number: (value: string | number) => sortOf(Number(value)) };
const FROM_TEXT = { text: (value: string) => value, number: Number };

/**
 * Numbers of rows that are worth a test, one after the other; none where the inverted index gives all matches sooner: a match takes
 * it about as long as a test of a row. Names cluster, so that more of them are tested.
 */
function testsFor(expected: Expected | undefined, limit: number, byName: boolean): number[] {
  if (expected === undefined) return [LEAST_TESTED];
  const { matches, documents } = expected;
  if (matches <= FEW_MATCHES) return [];
  const margin = byName ? MARGIN_BY_NAME : MARGIN;
  const needed = Math.max(LEAST_TESTED, Math.ceil((margin * limit * documents) / matches));
  const most = byName ? matches / 2 : 2 * matches;
  return [needed, needed * FURTHER, needed * FURTHER ** 2].filter((tested) => tested <= most);
}

/** Looks further where a page is not full, because names of one kind cluster: every match is read only where all that fails. */
async function nearest(
  db: Kysely<Tables>,
  source: ListSource,
  page: Page,
  words: RawBuilder<unknown> | undefined,
  tests: readonly number[],
): Promise<Found | undefined> {
  const near = words ? rowsByWords(source, words) : documentsOf(db, source);
  const shards = source.shards ?? [NO_SHARD];
  for (const tested of tests) {
    const rows = await nearRows(db, near, shards, page, tested);
    if (rows) return { rows, ...(await countNear(db, near, shards, LEAST_TESTED)) };
  }
  return undefined;
}

const documentsOf = (db: Kysely<Tables>, { kind, match }: ListSource): NearRows => ({
  table: sql`search_docs d`,
  columns: BY_SORT,
  shard: sql.ref('d.shard'),
  own: [sql`d.kind = ${sql.lit(kind)}`],
  test: shows(db, match, 'd'),
});

const rowsByWords = (source: ListSource, words: RawBuilder<unknown>): NearRows => ({
  table: sql.table(source.table),
  columns: { value: source.value, id: idOf(source) },
  shard: sql.ref(`${source.table}.shard`),
  own: source.where,
  test: words,
});

/**
 * Runs a search with more memory than the 4 MB of a new PostgreSQL: the places of some ten thousand matches do not fit into these, so
 * that all rows of their pages are cut into tokens again: 5 s in place of 0.4 s for 86,000 matches among 7.4 million documents.
 */
async function withMemory<T>(db: Kysely<Tables>, search: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return db.transaction().execute((tx) => withMemory(tx, search));
  await sql`select set_config('work_mem', '64MB', true)`.execute(db);
  return search(db);
}

/** Matches are read once, counted and sorted. */
async function allMatches(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  const { order, beyond } = orderOf(BY_SORT, page);
  const { rows } = await sql<Counted>`with matches as materialized (
      select d.sort, d.id from search_docs d where ${all([...ofKind(source), holds(db, matchIn(source), 'd', source.kind, source.shards ?? [NO_SHARD])])}
    ) select counted.total, p.value, p.id from (select count(*) as total from matches) counted left join lateral (
      select d.sort as value, d.id from matches d where ${all(beyond)} order by ${order} limit ${page.limit + 1}
    ) p on true order by ${orderOf({ value: sql.ref('p.value'), id: sql.ref('p.id') }, page).order}`.execute(db);
  return { rows: placesOf(rows), total: Number(rows[0]?.total ?? 0), atLeast: false };
}

interface Counted {
  readonly total: number;
  readonly value: string | number | null;
  readonly id: string | null;
}

const placesOf = (rows: readonly Counted[]): Place[] =>
  rows.flatMap(({ value, id }) => (value === null || id === null ? [] : [{ value, id }]));

/** Rows of a table whose documents match, where filters ask for more than documents tell. */
async function pageOfLookedUp(db: Kysely<Tables>, source: ListSource, page: Page): Promise<Found> {
  const table = sql.table(source.table);
  const columns = { value: source.value, id: idOf(source) };
  const match = matchIn(source);
  const conditions = [...source.where, ...source.narrowing];
  const here = source.shards ? [inShards(`${source.table}.shard`, source.shards)] : [];
  const sameShard = source.shards ? [sql`${sql.ref(`${source.table}.shard`)} = m.shard`] : [];
  const { order, beyond } = orderOf({ value: sql.ref('r.value'), id: sql.ref('r.id') }, page);
  const { rows } = await sql<Counted & { matches: number }>`with matches as materialized (
      select d.shard, d.id from search_docs d where ${all([...ofKind(source), holds(db, match, 'd', source.kind, source.shards ?? [NO_SHARD])])} limit ${MOST_LOOKED_UP + 1}
    ), rows as materialized (
      select ${columns.value} as value, ${columns.id} as id from matches m
      join ${table} on ${all([...sameShard, sql`${columns.id} = m.id`])} where ${all([...here, ...conditions])}
    ) select counted.matches, counted.total, p.value, p.id from (
      select (select count(*) from matches) as matches, (select count(*) from rows) as total
    ) counted left join lateral (
      select r.value, r.id from rows r where ${all(beyond)} order by ${order} limit ${page.limit + 1}
    ) p on true order by ${orderOf({ value: sql.ref('p.value'), id: sql.ref('p.id') }, page).order}`.execute(db);
  const [first] = rows;
  const total = Number(first?.total ?? 0);
  if (Number(first?.matches ?? 0) <= MOST_LOOKED_UP) return { rows: placesOf(rows), total, atLeast: false };
  // Many match: rows in the order of the list are tested one by one, because the next match is near.
  const document = sql`exists (select 1 from search_docs d where ${all([
    source.shards ? sql`d.shard = ${sql.ref(`${source.table}.shard`)}` : sql`d.shard = ${NO_SHARD}`,
    sql`d.kind = ${sql.lit(source.kind)}`,
    sql`d.id = ${columns.id}`,
    shows(db, source.match, 'd'),
  ])} offset 0)`;
  const dense = await placesOfTable(db, source, page, [...conditions, document]);
  return { rows: dense, total: Math.max(total, dense.length), atLeast: true };
}
