/**
 * Made once for all test files of a run: a PostgreSQL, and the demo county in one store of each kind. Starting and filling
 * them for each file took longer than most of the files.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FILLED,
  joinPartitionedPostgres,
  type SharedPostgres,
  startPartitionedPostgres,
} from '@liangma/testing/shards/partitioned';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { SQLITE_FILE } from '../src/adapters/sql/connection/sqlite.ts';
import { openPostgresStore, openSqliteStore } from '../src/adapters/sql/sql-store.ts';
import type { Store } from '../src/ports/store.ts';
import { fillCounty } from './county.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresPort: number;
    /** File of an SQLite store with the demo county that nobody has open. */
    filledFile: string;
  }
}

/** Called by Vitest before the first file; what it returns is called behind the last. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-filled-'));
  const postgres = await startPartitionedPostgres();
  await fill(await openSqliteStore(folder, 'epoch-1'));
  await fill(await openPostgresStore(await postgres.database(FILLED), 'epoch-1'));
  project.provide('postgresPort', postgres.port);
  project.provide('filledFile', join(folder, SQLITE_FILE));
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  };
}

async function fill(store: Store): Promise<void> {
  await fillCounty(store);
  await store.close();
}

/** Databases of this file on it; `stop` drops them. */
export const sharedPostgres = (): Promise<SharedPostgres> => joinPartitionedPostgres(inject('postgresPort'));

/** Given to each server that begins with the demo county. */
export const filledFile = (): string => inject('filledFile');
