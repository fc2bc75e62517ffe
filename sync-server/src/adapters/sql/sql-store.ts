/** The store on kysely: the same queries on SQLite and PostgreSQL. */

import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Outcome, ReadTx, Store, WriteTx } from '../../ports/store.ts';
import { bestEffort } from '../best-effort.ts';
import { makePrivateFile, makePrivateFolder } from '../files/folder.ts';
import { saveAudit } from './audit.ts';
import { GroupWriter } from './connection/group-writer.ts';
import { openPostgres } from './connection/postgres.ts';
import { openSqlite, SQLITE_FILE } from './connection/sqlite.ts';
import { type Dialect, migrate } from './migrations.ts';
import { readTx } from './read-tx.ts';
import type { Tables } from './schema.ts';
import { writeTx } from './write-tx.ts';

/** Wraps a connection and sees every statement, so that tests can make one fail or end the process. */
export type Watch = (db: Kysely<Tables>) => Kysely<Tables>;
const unwatched: Watch = (db) => db;

/** Opens the store of a data folder. `newEpoch` is stored only in a new one. */
export async function openSqliteStore(folder: string, newEpoch: string, watch = unwatched): Promise<Store> {
  makePrivateFolder(folder);
  const file = join(folder, SQLITE_FILE);
  const writer = watch(openSqlite(file, { readOnly: false }));
  await migrate(writer, 'sqlite');
  // The file holds hashes of passwords, and evaluations.
  for (const part of ['', '-wal', '-shm']) makePrivateFile(file + part);
  // The reader's memory may be whole while the file is damaged: a new connection reads its head and its tables.
  const readAnew = async (): Promise<void> => {
    const db = openSqlite(file, { readOnly: true });
    await db
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'epoch')
      .executeTakeFirstOrThrow()
      .finally(() => db.destroy());
  };
  return openStore('sqlite', writer, watch(openSqlite(file, { readOnly: true })), newEpoch, { readAnew });
}

/** Milliseconds until a silent connection counts as dead. Migrations run without this limit. */
const PATIENCE = 30_000;

export async function openPostgresStore(url: string, newEpoch: string, watch = unwatched): Promise<Store> {
  const migrating = openPostgres(url);
  await migrate(migrating, 'postgres').finally(() => migrating.destroy());
  const db = watch(openPostgres(url, PATIENCE));
  return openStore('postgres', db, db, newEpoch, { refreshStatistics: () => analyzed(url) });
}

const noStatistics = async (): Promise<void> => undefined;

/** On a connection without the limit, and outside a transaction, so that everyone's searches have them at once. */
async function analyzed(url: string): Promise<void> {
  const db = openPostgres(url);
  const statistics = sql`analyze enterprises, search_docs, places, registry_changes`.execute(db);
  await bestEffort(statistics, 'the database does so by itself, somewhat later');
  await db.destroy();
}

/**
 * SQLite for tests, deleted when it is closed (docs/adr/0012-memory-store.md). Its file lies in the memory that Linux has for
 * files, elsewhere among the temporary ones. `copyOf` is the file of a closed store that it begins with.
 */
export async function openMemoryStore(newEpoch: string, watch = unwatched, copyOf?: string): Promise<Store> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'liangma-store-'));
  if (copyOf !== undefined) copyFileSync(copyOf, join(folder, SQLITE_FILE));
  const store = await openSqliteStore(folder, newEpoch, watch);
  const close = async (): Promise<void> => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const [read, write]: [Store['read'], Store['write']] = [(work) => store.read(work), (work) => store.write(work)];
  const probe: Store['probe'] = (now) => store.probe(now);
  return { kind: store.kind, epoch: store.epoch, read, write, close, probe, refreshStatistics: noStatistics };
}

const MEMORY = '/dev/shm';

async function openStore(
  kind: Dialect,
  writer: Kysely<Tables>,
  reader: Kysely<Tables>,
  newEpoch: string,
  parts: Partial<StoreParts>,
): Promise<Store> {
  await writer
    .insertInto('meta')
    .values({ key: 'epoch', value: newEpoch })
    .onConflict((c) => c.column('key').doNothing())
    .execute();
  const row = await writer.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow();
  return new SqlStore(kind, row.value, writer, reader, {
    readAnew: async () => undefined,
    refreshStatistics: noStatistics,
    ...parts,
  });
}

interface StoreParts {
  /** Reads from the disk what the reader may have in memory. */
  readonly readAnew: () => Promise<void>;
  readonly refreshStatistics: Store['refreshStatistics'];
}

class SqlStore implements Store {
  readonly kind: Dialect;
  readonly epoch: string;
  readonly #writer: Kysely<Tables>;
  readonly #reader: Kysely<Tables>;
  readonly #group: GroupWriter;
  readonly #readAnew: StoreParts['readAnew'];
  readonly refreshStatistics: Store['refreshStatistics'];

  constructor(
    kind: Dialect,
    epoch: string,
    writer: Kysely<Tables>,
    reader: Kysely<Tables>,
    { readAnew, refreshStatistics }: StoreParts,
  ) {
    this.#readAnew = readAnew;
    this.refreshStatistics = refreshStatistics;
    this.kind = kind;
    this.epoch = epoch;
    this.#writer = writer;
    this.#reader = reader;
    this.#group = new GroupWriter(writer, kind === 'sqlite' ? 'begin immediate' : 'begin');
  }

  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
    return work(readTx(this.#reader));
  }

  write<T>(work: (tx: WriteTx) => Promise<Outcome<T>>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let outcome: Outcome<T> | undefined;
      this.#group.add({
        run: async (connection) => {
          outcome = await work(writeTx(connection));
          if (!outcome.commit) return false;
          for (const entry of outcome.audit) await saveAudit(connection, entry);
          return true;
        },
        settle: () => resolve((outcome as Outcome<T>).value),
        fail: reject,
      });
    });
  }

  async probe(now: number): Promise<void> {
    await this.#readAnew();
    await this.read((tx) => tx.matters.version());
    const row = { key: 'probed', value: String(now) };
    await new Promise<void>((resolve, reject) =>
      this.#group.add({
        run: async (connection) => {
          await connection
            .insertInto('meta')
            .values(row)
            .onConflict((c) => c.column('key').doUpdateSet(row))
            .execute();
          return true;
        },
        settle: resolve,
        fail: reject,
      }),
    );
  }

  async close(): Promise<void> {
    await this.#group.idle();
    // The writer closes last: it alone can end SQLite's write-ahead log, which leaves one whole file.
    if (this.#reader !== this.#writer) await this.#reader.destroy();
    await this.#writer.destroy();
  }
}
