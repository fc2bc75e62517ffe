/** Parts of a page that both databases have: its rows by keyset, and their count. */
import type { Place } from '@liangma/shared/lists/cursor';
import type { ListSpec } from '@liangma/shared/lists/list-query';
import { COUNTED_AT_MOST } from '@liangma/shared/lists/list-reply';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import type { DocKind } from '../search/search-docs.ts';
import { all, type Match } from '../search/search-match.ts';

export interface ListSource {
  readonly spec: ListSpec;
  /** `where`, `narrowing` and `value` name its columns in full. */
  readonly table: keyof Tables & string;
  readonly kind: DocKind;
  /** Shards that the rows are in; undefined for a table that is in none. */
  readonly shards: readonly string[] | undefined;
  /** Conditions of the scope, which an index serves. */
  readonly where: readonly RawBuilder<unknown>[];
  /** Conditions beyond the scope. */
  readonly narrowing: readonly RawBuilder<unknown>[];
  /** True where `narrowing` leaves few rows: those of a number, or of other rows that are few. */
  readonly isFew?: boolean;
  /** On PostgreSQL: a query of the shards and ids of the few, as `shard` and `id`, and the test that a row is one of them. */
  readonly among?: { readonly rows: RawBuilder<unknown>; readonly test: RawBuilder<unknown> };
  readonly match: Match;
  /** On PostgreSQL: the column of the words that a row is found by, in the index that the list is read by. */
  readonly words?: RawBuilder<string>;
  /** Tokens of the scope, which `where` holds too. */
  readonly scope: readonly string[];
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
  /** Given where documents have `value` as their sort: as it is, or a number as `sortOf` writes it. */
  readonly docSort?: 'text' | 'number';
}

export interface Page {
  readonly place?: Place;
  readonly isDescending: boolean;
  /** True for the page before the place; its rows come nearest first. */
  readonly isBackward: boolean;
  readonly limit: number;
}

export interface Found {
  /** Holds one row more than the page if more follow. */
  readonly rows: Place[];
  readonly total: number;
  readonly atLeast: boolean;
}

export const idOf = ({ id, table }: ListSource): RawBuilder<string> => id ?? sql.ref(`${table}.id`);

export interface Columns {
  readonly value: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
}

/** Order of the list seen from the place, and the condition that a row lies beyond the place. */
export function orderOf(
  { value, id }: Columns,
  { place, isDescending, isBackward }: Page,
): { readonly order: RawBuilder<unknown>; readonly beyond: readonly RawBuilder<unknown>[] } {
  const [direction, sign] = isDescending !== isBackward ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  return {
    order: sql`${value} ${direction}, ${id} ${direction}`,
    beyond: place ? [sql`(${value}, ${id}) ${sign} (${place.value}, ${place.id})`] : [],
  };
}

/** Rows of the page, and one more, in the order of the list seen from the place. */
export async function placesIn(
  db: Kysely<Tables>,
  columns: Columns,
  page: Page,
  from: RawBuilder<unknown>,
  where: readonly RawBuilder<unknown>[],
): Promise<Place[]> {
  const { order, beyond } = orderOf(columns, page);
  const { rows } = await sql<Place>`select ${columns.value} as value, ${columns.id} as id from ${from}
    where ${all([...where, ...beyond])} order by ${order} limit ${page.limit + 1}`.execute(db);
  return rows;
}

export const signOf = (page: Page): number => (page.isDescending !== page.isBackward ? -1 : 1);

/** Compares like the databases: numbers by value, texts by code unit, because sort values are ASCII. */
export function compare(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The page of rows whose pages are known. */
export function mergedPage(pages: readonly Found[], page: Page): Found {
  const [only, ...others] = pages;
  if (only && others.length === 0) return only;
  const rows = pages.flatMap((one) => one.rows).sort((a, b) => signOf(page) * compare(a, b));
  const total = pages.reduce((sum, one) => sum + one.total, 0);
  return { rows: rows.slice(0, page.limit + 1), total, atLeast: pages.some(({ atLeast }) => atLeast) };
}

export async function countOf(
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
