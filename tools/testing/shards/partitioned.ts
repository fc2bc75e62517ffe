/**
 * The store of PostgreSQL with every sharded table in partitions: PostgreSQL refuses a key or an upsert without the column by
 * which a table is partitioned, so it refuses one without the shard.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openPostgres } from '../../../sync-server/src/adapters/sql/connection/postgres.ts';
import { type Migration, migrate, migrationsFor } from '../../../sync-server/src/adapters/sql/migrations.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';

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

const TEMPLATE = 'partitioned_store';

/** Linux has memory for files. A copy of the layout is 2,000 files. */
const MEMORY = '/dev/shm';

/** Nothing of a test has to outlast its machine. */
const QUICK = ['-c', 'fsync=off'];

/** A PostgreSQL on which a new database is an empty store in the partitioned layout. The layout is made once and copied. */
export async function startPartitionedPostgres(flags: readonly string[] = []): Promise<TestPostgres> {
  const postgres = await startPostgres([...QUICK, ...flags], existsSync(MEMORY) ? MEMORY : tmpdir());
  let template: Promise<string> | undefined;
  return {
    ...postgres,
    database: async (name, copyOf) => {
      template ??= makeTemplate(postgres);
      return postgres.database(name, copyOf ?? (await template));
    },
  };
}

async function makeTemplate(postgres: TestPostgres): Promise<string> {
  const db = openPostgres(await postgres.database(TEMPLATE));
  const migrations = migrationsFor('postgres').map((migration) => partitioned(migration, PARTITIONS));
  await migrate(db, 'postgres', migrations).finally(() => db.destroy());
  return TEMPLATE;
}
