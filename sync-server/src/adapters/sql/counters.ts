import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Updating the row holds it until the commit, so numbers are given in commit order. */
export async function countOf(db: Kysely<Tables>, name: string): Promise<number> {
  const row = await db
    .insertInto('counters')
    .values({ name, value: 1 })
    .onConflict((c) => c.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value;
}
