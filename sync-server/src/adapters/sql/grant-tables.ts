/** Grants to issue codes on site, and the numbers of codes that have come in under them. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export async function grantTables(db: Kysely<Tables>, { blob, int }: { blob: string; int: string }): Promise<void> {
  const statements = [
    `create table grants (id text primary key, agency text not null, device text not null, region text not null,
      starts_at ${int} not null, ends_at ${int} not null, ended_at ${int}, status_index ${int} not null,
      max_codes ${int} not null, data text not null, signed ${blob} not null)`,
    'create index grants_by_agency on grants (agency, starts_at)',
    'create index grants_by_device on grants (device, ends_at)',
    'create index grants_by_end on grants (ends_at)',
    `create table granted_codes (grant_id text not null, number ${int} not null, void_index ${int},
      primary key (grant_id, number))`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
