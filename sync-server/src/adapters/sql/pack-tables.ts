/** Enterprises get a number with each change, so that devices ask for what changed; packs are kept ready to send. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export async function packTables(db: Kysely<Tables>, { blob, int }: { blob: string; int: string }): Promise<void> {
  const statements = [
    `alter table enterprises add column county text not null default ''`,
    `alter table enterprises add column removed ${int} not null default 0`,
    'update enterprises set county = substr(region, 1, 6)',
    'create index enterprises_by_county on enterprises (county, id)',
    `create table enterprise_changes (county text not null, id text not null, seq ${int} not null,
      primary key (county, id))`,
    'create index enterprise_changes_feed on enterprise_changes (county, seq)',
    `create table packs (county text primary key, seq ${int} not null, count ${int} not null, made_at ${int} not null,
      parts text not null)`,
    `create table pack_parts (county text not null, hash text not null, made_at ${int} not null, bytes ${blob} not null,
      primary key (county, hash))`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
