import type { Kysely } from 'kysely';
import { prepared } from '../connection/prepared.ts';
import { insertRows } from '../rows.ts';
import type { Tables } from '../schema.ts';

/** Updating the row holds it until the commit, so numbers are given in commit order. */
export async function countOf(db: Kysely<Tables>, shard: string, name: string): Promise<number> {
  const [row] = await raise(db, { shard, name });
  const { value } = row as { value: number };
  if (value === 1) await noteShard(db, shard);
  return value;
}

/** Raises counters of several shards in one statement, always in one order, so that two writes wait and never block each other. */
export async function countAll(db: Kysely<Tables>, counters: readonly Counter[]): Promise<number[]> {
  const inOrder = [...counters].sort((a, b) => (a.shard + a.name < b.shard + b.name ? -1 : 1));
  const raised = await insertRows(
    db,
    'counters',
    inOrder.map(({ shard, name }) => ({ shard, name, value: 1 })),
  )
    .onConflict((c) => c.columns(['shard', 'name']).doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })))
    .returning(['shard', 'name', 'value'])
    .execute();
  for (const { shard, value } of raised) if (Number(value) === 1) await noteShard(db, shard);
  const values = new Map(raised.map(({ shard, name, value }) => [`${shard} ${name}`, Number(value)]));
  return counters.map(({ shard, name }) => values.get(`${shard} ${name}`) as number);
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
