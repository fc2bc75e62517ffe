/** A store of the version before is migrated with all its rows; a store of a newer version is refused and left alone. */

import { type Kysely, sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { aTask } from '../../../shared/test/builders.ts';
import { type Migration, migrate, migrationsFor, StoreTooNew } from '../../src/adapters/sql/migrations.ts';
import type { Tables } from '../../src/adapters/sql/schema.ts';
import { addTask } from '../../src/ports/directory.ts';
import { committed } from '../../src/ports/store.ts';
import { LASTING, type Place, places } from '../places.ts';

const placeOf = places('flat');
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A migration that the next version might bring. */
const NEXT: Migration = [
  `alter table tasks add column remark text not null default 'none'`,
  'create index tasks_by_remark on tasks (remark)',
];
const BROKEN: Migration = ['create table half (id text primary key)', 'create table half (id text primary key)'];

test('each migration exists for both databases', () => {
  expect(migrationsFor('sqlite').length).toBeGreaterThan(0);
  expect(migrationsFor('sqlite')).toHaveLength(migrationsFor('postgres').length);
});

describe.each(LASTING)('on %s', (kind) => {
  const bare = (place: Place): Kysely<Tables> => {
    const db = place.bare();
    ends.push(() => db.destroy());
    return db;
  };
  /** A store of this version, closed, with a task in it. */
  const filled = async (): Promise<{ place: Place; db: Kysely<Tables> }> => {
    const place = await placeOf(kind);
    const store = await place.open('first');
    await store.write(async (tx) => {
      await addTask(tx, '6206', await tx.shards.next('6206'), aTask('issued'));
      return committed(undefined, { shard: '', id: 'audit', at: 0, actor: 'test', action: 'test', subject: '' });
    });
    await store.close();
    return { place, db: bare(place) };
  };
  const next = [...migrationsFor(kind), NEXT];

  test('a migration of the next version adds a column and keeps every row', async () => {
    const { db } = await filled();
    const before = await contentsOf(db);
    await migrate(db, kind, next);
    const { meta, tasks, ...rest } = await contentsOf(db);
    expect({ meta: meta?.filter(isNoCount), rest }).toEqual({
      meta: before.meta?.filter(isNoCount),
      rest: withoutTasks(before),
    });
    expect(tasks).toEqual(before.tasks?.map((task) => ({ ...(task as object), remark: 'none' })));
    expect(tasks).toHaveLength(1);
    await migrate(db, kind, next);
  });

  test('a migrated store has the same tables as a new one', async () => {
    const [{ db: grown }, made] = [await filled(), bare(await placeOf(kind))];
    await migrate(grown, kind, next);
    await migrate(made, kind, next);
    expect(await grown.introspection.getTables()).toEqual(await made.introspection.getTables());
  });

  test('a store of the next version is rejected and stays unchanged', async () => {
    const { place, db } = await filled();
    await migrate(db, kind, next);
    const [tables, before] = [await db.introspection.getTables(), await contentsOf(db)];
    await expect(place.open('new')).rejects.toThrow(StoreTooNew);
    expect(await db.introspection.getTables()).toEqual(tables);
    expect(await contentsOf(db)).toEqual(before);
  });

  test('a failed migration changes nothing', async () => {
    const { db } = await filled();
    const [tables, before] = [await db.introspection.getTables(), await contentsOf(db)];
    await expect(migrate(db, kind, [...migrationsFor(kind), BROKEN])).rejects.toThrow('half');
    expect(await db.introspection.getTables()).toEqual(tables);
    expect(await contentsOf(db)).toEqual(before);
  });
});

test('a program opens an up-to-date SQLite store while a server writes: it only reads', async () => {
  const place = await placeOf('sqlite');
  await (await place.open('first')).close();
  const [server, program] = [place.bare(), place.bare()];
  ends.push(
    () => server.destroy(),
    () => program.destroy(),
  );
  await server.connection().execute(async (writing) => {
    await sql`begin immediate`.execute(writing);
    await migrate(program, 'sqlite');
    await sql`rollback`.execute(writing);
  });
});

test('servers that start at once on an empty PostgreSQL create its tables once', async () => {
  const place = await placeOf('postgres');
  const stores = await Promise.all(['a', 'b', 'c', 'd'].map((epoch) => place.open(epoch)));
  for (const store of stores) ends.push(() => store.close());
  expect(new Set(stores.map(({ epoch }) => epoch)).size).toBe(1);
});

/** Rows of each table. */
async function contentsOf(db: Kysely<Tables>): Promise<Record<string, unknown[]>> {
  const contents: Record<string, unknown[]> = {};
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    contents[name] = rows;
  }
  return contents;
}

const withoutTasks = ({ meta: _, tasks: __, ...rest }: Record<string, unknown[]>) => rest;
const isNoCount = (row: unknown): boolean => (row as Tables['meta']).key !== 'migrations';
