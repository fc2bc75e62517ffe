/** Places of a store, so that one suite holds all of them to the same promises. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@liangma/testing/postgres';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { watchShards } from '@liangma/testing/shards/shard-watch';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../src/adapters/sql/connection/postgres.ts';
import { openSqlite } from '../src/adapters/sql/connection/sqlite.ts';
import type { Tables } from '../src/adapters/sql/schema.ts';
import { openMemoryStore, openPostgresStore, openSqliteStore } from '../src/adapters/sql/sql-store.ts';
import type { Store } from '../src/ports/store.ts';
import { sharedPostgres } from './shared-stores.ts';

/** Places that keep their content when they are opened again. */
export const LASTING = ['sqlite', 'postgres'] as const;
export const STORES = ['memory', ...LASTING] as const;
export type StoreKind = (typeof STORES)[number];

/** An empty one, that nobody else has. */
export interface Place {
  open(newEpoch: string): Promise<Store>;
  /** Past the store, to what it writes on. */
  bare(): Kysely<Tables>;
}

/** To be called once, outside of any test. `flat`: on PostgreSQL, without partitions, as a migration of this version makes it. */
export function places(layout: 'partitioned' | 'flat' = 'partitioned'): (kind: StoreKind) => Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-store-'));
  let postgres: Pick<SharedPostgres, 'database' | 'stop'>;
  let made = 0;
  beforeAll(async () => {
    postgres = await (layout === 'flat' ? startPostgres() : sharedPostgres());
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return async (kind) => {
    const name = `place${made++}`;
    if (kind === 'postgres') {
      const url = await postgres.database(name);
      return { open: (epoch) => openPostgresStore(url, epoch, watchShards), bare: () => openPostgres(url) };
    }
    if (kind === 'memory') return { open: (epoch) => openMemoryStore(epoch, watchShards), bare: nothingLasts };
    const data = mkdtempSync(join(folder, `${name}-`));
    const bare = () => openSqlite(join(data, 'liangma.sqlite'), { readOnly: false });
    return { open: (epoch) => openSqliteStore(data, epoch, watchShards), bare };
  };
}

function nothingLasts(): never {
  throw new Error('a store in memory has no place');
}
