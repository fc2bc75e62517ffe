/** What officers are done with on their devices (SYNC-15), and who brought an event in from a file (SYNC-16). */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface DiscardTables {
  discards: { event: string; device: string; task: string; told_at: number; data: string };
}

export async function discardTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `create table discards (event text not null, device text not null, task text not null, told_at ${int} not null,
      data text not null, primary key (device, event))`,
    'create index discards_by_task on discards (task)',
    'alter table events add column handed_in_by text',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
