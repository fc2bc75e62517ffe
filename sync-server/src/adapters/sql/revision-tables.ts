/** The revision of a task beside its text, so that the feed gives the text on as it is. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export async function revisionTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  await sql.raw(`alter table tasks add column rev ${int} not null default 0`).execute(db);
  // SQLite and PostgreSQL read the same words as JSON; only the second has to be told the type.
  const data = int === 'bigint' ? 'cast(data as json)' : 'data';
  await sql.raw(`update tasks set rev = cast(${data} ->> 'rev' as ${int})`).execute(db);
}
