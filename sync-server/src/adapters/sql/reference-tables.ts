/** FREQ-6: which tasks of an agency name a reference. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export async function referenceTables(db: Kysely<Tables>): Promise<void> {
  await sql`alter table tasks add column reference text`.execute(db);
  await sql`create index tasks_by_reference on tasks (agency, reference) where reference is not null`.execute(db);
}
