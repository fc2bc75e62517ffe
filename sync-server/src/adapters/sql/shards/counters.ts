import type { Kysely } from 'kysely';
import { prepared } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';

/** Updating the row holds it until the commit, so numbers are given in commit order. */
export async function countOf(db: Kysely<Tables>, shard: string, name: string): Promise<number> {
  const [row] = await raise(db, { shard, name });
  const { value } = row as { value: number };
  if (value === 1) await noteShard(db, shard);
  return value;
}

/** Enters a shard in the list of those that have rows, with the first number of any of its counters. */
export async function noteShard(db: Kysely<Tables>, shard: string): Promise<void> {
  await entered(db, { shard });
}

type Counter = Pick<Tables['counters'], 'shard' | 'name'>;

const raise = prepared<Counter, { value: number }>((db, { shard, name }) =>
  db
    .insertInto('counters')
    .values({ shard, name, value: 1 })
    .onConflict((c) => c.columns(['shard', 'name']).doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })))
    .returning('value'),
);

const entered = prepared<Tables['shards'], unknown>((db, { shard }) =>
  db
    .insertInto('shards')
    .values({ shard })
    .onConflict((c) => c.column('shard').doNothing()),
);
