/**
 * The store of PostgreSQL with every sharded table in partitions: PostgreSQL refuses a key or an upsert without the column by
 * which a table is partitioned, so it refuses one without the shard.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openPostgres } from '../../../sync-server/src/adapters/sql/connection/postgres.ts';
import { type Migration, migrate, migrationsFor } from '../../../sync-server/src/adapters/sql/migrations.ts';
import { joinPostgres, startPostgres, type TestPostgres } from '../postgres.ts';

const PARTITIONS = 16;

const SHARDED_TABLE = /^\s*create table (\w+) \([^;]*primary key \(shard,[^;]*\)(?=;)/;

/** Returns statements that make the same tables, each sharded one in `count` partitions by hash of its shard. */
export const partitioned = (migration: Migration, count: number): Migration =>
  migration.flatMap((statement) => {
    const table = SHARDED_TABLE.exec(statement)?.[1];
    if (table === undefined) return [statement];
    const parts = Array.from(
      { length: count },
      (_, i) => `create table ${table}_${i} partition of ${table} for values with (modulus ${count}, remainder ${i})`,
    );
    return [statement.replace(/\)\s*;\s*$/, ')\npartition by hash (shard);'), ...parts];
  });

/** The empty store in the partitioned layout, made once and copied. */
const EMPTY = 'empty_store';

/** The same with the demo county, filled by the one who starts the server. */
export const FILLED = 'filled_store';

/** Linux has memory for files. A copy of the layout is 2,000 files. */
const MEMORY = '/dev/shm';

/** Nothing of a test has to outlast its machine. The files of a run share one server, each with pools of its own. */
const FLAGS = ['-c', 'fsync=off', '-c', 'max_connections=400'];

/** Starts the PostgreSQL that all files of a run share (`joinPartitionedPostgres`). */
export async function startPartitionedPostgres(): Promise<TestPostgres> {
  const postgres = await startPostgres(FLAGS, existsSync(MEMORY) ? MEMORY : tmpdir());
  const db = openPostgres(await postgres.database(EMPTY));
  const migrations = migrationsFor('postgres').map((migration) => partitioned(migration, PARTITIONS));
  await migrate(db, 'postgres', migrations).finally(() => db.destroy());
  return { ...postgres, database: (name) => postgres.database(name, EMPTY) };
}

/** Databases of one test file, under names of its own among all files. `stop` drops them all. */
export interface SharedPostgres {
  /** An empty store in the partitioned layout. */
  database(name: string): Promise<string>;
  /** The same with the demo county. */
  county(name: string): Promise<string>;
  stop(): Promise<void>;
}

export async function joinPartitionedPostgres(port: number): Promise<SharedPostgres> {
  const postgres = await joinPostgres(port);
  const made: string[] = [];
  const copy = async (name: string, template: string): Promise<string> => {
    const own = `${process.pid}_${made.length}_${name}`;
    made.push(own);
    return postgres.database(own, template);
  };
  return {
    database: (name) => copy(name, EMPTY),
    county: (name) => copy(name, FILLED),
    stop: async () => {
      for (const name of made) await postgres.drop(name);
      await postgres.stop();
    },
  };
}
