import type { Insertable, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

const ROWS_A_STATEMENT = 200;

/** Inserts rows, a few hundred a statement. */
export async function insertAll<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  rows: Insertable<Tables[T]>[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
    await db
      .insertInto(table)
      .values(rows.slice(i, i + ROWS_A_STATEMENT))
      .execute();
  }
}

export const fromData = (row: { data: string }) => JSON.parse(row.data);
