/** The store of a run: a copy of the template, on either database. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestPostgres } from '@liangma/testing/postgres';
import { beginEpoch } from '../../../sync-server/src/adapters/sql/connection/backup.ts';
import { openPostgresStore, openSqliteStore, type Watch } from '../../../sync-server/src/adapters/sql/sql-store.ts';
import type { Store } from '../../../sync-server/src/ports/store.ts';
import { newFolder, removeFolder } from './folders.ts';

export interface Database {
  readonly kind: Store['kind'];
  open(watch?: Watch): Promise<Store>;
  /** Keeps a copy of how it is; everything that is open on it has to be closed before. */
  backUp(): Promise<void>;
  /**
   * The copy takes its place. `as`: by `liangma restore`, under another epoch; or as a standby that was behind and took over,
   * of which nobody tells the devices. Undefined when there is none.
   */
  restore(as: 'copy' | 'standby'): Promise<true | undefined>;
  remove(): Promise<void>;
}

const FILE = 'liangma.sqlite';

export function sqliteDatabase(template: string): Database {
  const folder = newFolder();
  const file = join(folder, FILE);
  copyStore(join(template, FILE), file);
  const newEpoch = someEpochs();
  const database: Database = {
    kind: 'sqlite',
    open: (watch) => openSqliteStore(folder, newEpoch(), watch),
    backUp: async () => copyStore(file, `${file}.copy`),
    restore: async (as) => {
      if (!existsSync(`${file}.copy`)) return undefined;
      copyStore(`${file}.copy`, file);
      if (as === 'copy') await anotherEpoch(database, newEpoch());
      return true;
    },
    remove: async () => removeFolder(folder),
  };
  return database;
}

/** With its write-ahead log, which may hold the newest of it. */
function copyStore(from: string, to: string): void {
  for (const part of ['', '-wal', '-shm']) removeFolder(to + part);
  for (const part of ['', '-wal']) if (existsSync(from + part)) copyFileSync(from + part, to + part);
}

export type Cluster = Pick<TestPostgres, 'database' | 'drop'> & {
  /** Name of the database that runs begin with. */
  readonly template: string;
};

let databases = 0;

export async function postgresDatabase(cluster: Cluster): Promise<Database> {
  let name = `run_${++databases}`;
  let url = await cluster.database(name, cluster.template);
  let copy: string | undefined;
  const newEpoch = someEpochs();
  const database: Database = {
    kind: 'postgres',
    open: (watch) => openPostgresStore(url, newEpoch(), watch),
    backUp: async () => {
      if (copy) await cluster.drop(copy);
      copy = `${name}_copy`;
      await cluster.database(copy, name);
    },
    restore: async (as) => {
      if (!copy) return undefined;
      await cluster.drop(name);
      name = `run_${++databases}`;
      url = await cluster.database(name, copy);
      if (as === 'copy') await anotherEpoch(database, newEpoch());
      return true;
    },
    remove: async () => {
      await cluster.drop(name);
      if (copy) await cluster.drop(copy);
    },
  };
  return database;
}

/** The template has the first. */
function someEpochs(): () => string {
  let last = 1;
  return () => `epoch-${++last}`;
}

/** Sets a new epoch as `liangma restore` does. */
async function anotherEpoch(database: Database, epoch: string): Promise<void> {
  const connections: Parameters<Watch>[0][] = [];
  const store = await database.open((db) => {
    connections.push(db);
    return db;
  });
  const [db] = connections;
  if (db) await beginEpoch(db, epoch, Date.now());
  await store.close();
}
