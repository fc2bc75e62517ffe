import type { Kysely } from 'kysely';
import { prepared } from './connection/prepared.ts';
import type { Tables } from './schema.ts';

/** Updating the row holds it until the commit, so numbers are given in commit order. */
export async function countOf(db: Kysely<Tables>, name: string): Promise<number> {
  const [row] = await raise(db, { name });
  return (row as { value: number }).value;
}

const raise = prepared<{ name: string }, { value: number }>((db, { name }) =>
  db
    .insertInto('counters')
    .values({ name, value: 1 })
    .onConflict((c) => c.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })))
    .returning('value'),
);
