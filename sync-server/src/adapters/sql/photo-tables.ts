/** Receipts of photos; the bytes lie in the blob folder. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export async function photoTables(db: Kysely<Tables>, { blob, int }: { blob: string; int: string }): Promise<void> {
  await sql
    .raw(`create table photos (hash text primary key, received_at ${int} not null, receipt ${blob} not null)`)
    .execute(db);
}
