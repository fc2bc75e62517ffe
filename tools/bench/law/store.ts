/** The store that is measured: filled once, and with `--keep` used again by later runs of the same size. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { migrationsFor } from '../../../sync-server/src/adapters/sql/migrations.ts';
import { openPostgresStore, openSqliteStore } from '../../../sync-server/src/adapters/sql/sql-store.ts';
import type { Store } from '../../../sync-server/src/ports/store.ts';
import { startKeptPostgres, type TestClient } from '../../testing/postgres.ts';
import { type PgClient, postgresBulk, sqliteBulk } from './bulk.ts';
import { fill, type Samples } from './fill.ts';
import type { LawOptions } from './options.ts';

export interface FilledStore {
  readonly store: Store;
  readonly samples: Samples;
  /** Also for keys and files of the server. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Settings that a province gives its database on a machine of 16 GB. */
export const SERVING = [
  'shared_buffers=4GB',
  'effective_cache_size=12GB',
  'random_page_cost=1.1',
  'max_wal_size=8GB',
  // After a restart the memory is filled as it was.
  'shared_preload_libraries=pg_prewarm',
];
/** Without what a crash would need: a fill that breaks off begins anew. */
const FILLING = [
  'shared_buffers=2GB',
  'fsync=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
];

export const flags = (settings: readonly string[]): string[] => settings.flatMap((setting) => ['-c', setting]);

export async function openFilled(options: LawOptions): Promise<FilledStore> {
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'liangma-law-'));
  mkdirSync(folder, { recursive: true });
  // PostgreSQL runs as an account of its own where the bench runs as root.
  chmodSync(folder, 0o755);
  if (!existsSync(noteIn(folder))) await fillIn(folder, options);
  const { samples, size } = JSON.parse(readFileSync(noteIn(folder), 'utf8')) as Note;
  if (size !== sizeOf(options)) throw new Error(`${folder} holds another store: ${size}`);
  const opened = options.store === 'sqlite' ? await openSqlite(folder) : await openPostgres(folder);
  const close = async (): Promise<void> => {
    await opened.close();
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  };
  return { store: opened.store, samples, folder, close };
}

interface Note {
  readonly size: string;
  readonly samples: Samples;
}

const noteIn = (folder: string): string => join(folder, 'filled.json');

/** A store with other tables is another one. */
function sizeOf({ store, enterprises, inspections }: LawOptions): string {
  const tables = createHash('sha256')
    .update(JSON.stringify(migrationsFor(store)))
    .digest('hex')
    .slice(0, 8);
  return `${store} ${enterprises} ${inspections} ${tables}`;
}

async function fillIn(folder: string, options: LawOptions): Promise<void> {
  const began = performance.now();
  const samples = options.store === 'sqlite' ? await fillSqlite(folder, options) : await fillPostgres(folder, options);
  writeFileSync(noteIn(folder), JSON.stringify({ size: sizeOf(options), samples } satisfies Note));
  console.log(`  filled in ${Math.round((performance.now() - began) / 1000)} s`);
}

async function fillSqlite(folder: string, options: LawOptions): Promise<Samples> {
  const data = join(folder, 'data');
  await (await openSqliteStore(data, 'bench')).close();
  return fill(sqliteBulk(join(data, 'liangma.sqlite')), options, Date.now());
}

async function openSqlite(folder: string) {
  const store = await openSqliteStore(join(folder, 'data'), 'bench');
  return { store, close: () => store.close() };
}

const DATABASE = 'law';

async function fillPostgres(folder: string, options: LawOptions): Promise<Samples> {
  const postgres = await startKeptPostgres(join(folder, 'postgres'), flags(FILLING));
  try {
    await (await openPostgresStore(await postgres.database(DATABASE), 'bench')).close();
    const client = await postgres.connect(DATABASE);
    const samples = await fill(await postgresBulk(client as unknown as PgClient), options, Date.now());
    await client.end();
    return samples;
  } finally {
    await postgres.stop();
  }
}

/** Waits until the memory of the time before the restart is back. */
async function prewarmed(client: TestClient): Promise<void> {
  const loading = `select 1 from pg_stat_activity where backend_type = 'autoprewarm worker'`;
  do await setTimeout(1_000);
  while ((await client.query(loading)).rows.length > 0);
  await client.end();
}

async function openPostgres(folder: string) {
  const postgres = await startKeptPostgres(join(folder, 'postgres'), flags(SERVING));
  await prewarmed(await postgres.connect(DATABASE));
  const store = await openPostgresStore(`postgres://postgres:postgres@localhost:${postgres.port}/${DATABASE}`, 'bench');
  return {
    store,
    close: async () => {
      await store.close();
      await postgres.stop();
    },
  };
}
