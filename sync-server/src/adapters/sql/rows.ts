import { type Insertable, type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from './connection/prepared.ts';
import type { Tables } from './schema.ts';

const ROWS_A_STATEMENT = 200;

/** Inserts rows, a few hundred a statement. */
export async function insertAll<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  rows: Insertable<Tables[T]>[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
    await insertRows(db, table, rows.slice(i, i + ROWS_A_STATEMENT)).execute();
  }
}

/**
 * Inserts rows of the same columns. PostgreSQL gets an array a column: parsing a parameter a cell takes it longer than writing
 * the row (docs/adr/0028-registry-from-files.md).
 */
export function insertRows<T extends keyof Tables>(db: Kysely<Tables>, table: T, rows: Insertable<Tables[T]>[]) {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Insertable<Tables[T]> & string)[];
  if (!isPostgres(db) || columns.length === 0) return db.insertInto(table).values(rows);
  return db
    .insertInto(table)
    .columns(columns as never)
    .expression(
      sql`select * from unnest(${sql.join(columns.map((column) => arrayOf(rows.map((row) => row[column]))))})`,
    );
}

function arrayOf(values: readonly unknown[]): RawBuilder<unknown> {
  const isNumber = values.some((value) => typeof value === 'number');
  return isNumber ? sql`${values}::bigint[]` : sql`${values}::text[]`;
}

export const fromData = (row: { data: string }) => JSON.parse(row.data);
