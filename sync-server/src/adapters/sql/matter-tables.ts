/** Every list of matters that was ever in force here (SYNC-6): codes name theirs by its version. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface MatterTables {
  matter_lists: { version: number; id: string; data: string };
}

export async function matterTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  await sql
    .raw(`create table matter_lists (version ${int} not null, id text not null, data text not null,
      primary key (version, id))`)
    .execute(db);
  await sql
    .raw(`insert into matter_lists (version, id, data)
      select cast(meta.value as ${int}), matters.id, matters.data from matters cross join meta where meta.key = 'catalog'`)
    .execute(db);
}
