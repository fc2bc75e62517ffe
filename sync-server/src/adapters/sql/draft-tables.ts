/** Drafts of records: one row a task, with its place in the feed. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export async function draftTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `create table drafts (task text primary key, shard text not null, seq ${int} not null, updated_at ${int} not null,
      ended ${int} not null, data text not null)`,
    'create index drafts_feed on drafts (shard, seq)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
