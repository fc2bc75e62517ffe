/** What all runs of a process share: the compiled pages, a filled store to copy, the keys of the server. */
import { fileURLToPath } from 'node:url';
import { bundlePage, prepareBundling, type Replacement } from '@liangma/testing/engine/bundle';
import { startPostgres } from '@liangma/testing/postgres';
import { openPostgresStore } from '../../sync-server/src/adapters/sql/sql-store.ts';
import { compilePage } from './browser/page.ts';
import { postgresDatabase, sqliteDatabase } from './server/database.ts';
import { removeFolder } from './server/folders.ts';
import type { Tampering } from './server/replicas.ts';
import { fillStore, sqliteTemplate } from './server/template.ts';
import type { Stage } from './world/world.ts';

export type StoreKind = 'sqlite' | 'postgres';

export interface OpenStage extends Stage {
  /** The same world with something switched off in it. */
  without(replaced: Replacement | undefined, tampering: Tampering): Promise<Stage>;
  close(): Promise<void>;
}

export async function openStage(kind: StoreKind): Promise<OpenStage> {
  prepareBundling();
  const [pages, keys] = await Promise.all([compilePages(), sqliteTemplate()]);
  const cluster = kind === 'postgres' ? await startCluster() : undefined;
  const stage: Stage = {
    ...{ ...pages, keys, tampering: {} },
    database: async () => (cluster ? postgresDatabase(cluster) : sqliteDatabase(keys)),
  };
  return {
    ...stage,
    without: async (replaced, tampering) => ({
      ...stage,
      ...(replaced ? await compilePages(replaced) : {}),
      tampering,
    }),
    close: async () => {
      removeFolder(keys);
      await cluster?.stop();
    },
  };
}

/** A phone has a handful of tasks here: pages and blocks so small that it pulls several of them all the same. */
const SMALL: Replacement = {
  module: 'offline/sizes.ts',
  code: 'export const PULL_ROWS = 3; export const MANY_TASKS = 2; export const BLOCK_TASKS = 2;',
};

/**
 * What a newer version does to the database: all receipts go back to where apps before version 9 had them, and on again as
 * this version takes them over. So nothing that anybody can read is another afterwards.
 */
const NEWER: Replacement = {
  module: 'offline/device-db.ts',
  code: `export * from 'original:';
    import { openDeviceDb as real } from 'original:';
    import { moveReceipts } from '${fileURLToPath(new URL('../../web/app/src/lib/offline/moved-receipts.ts', import.meta.url))}';
    const apart = async (old) => {
      const rows = await old.table('events').filter(({ checked }) => checked).toArray();
      await old.table('receipts').bulkPut(rows.map(({ id, checked }) => ({ id, ...checked })));
      await old.table('events').bulkPut(rows.map(({ checked, ...row }) => row));
    };
    export function openDeviceDb(account) {
      const db = real(account);
      if (!globalThis.isNewerApp) return db;
      db.version(db.verno + 1).stores({ receipts: 'id, receivedAt' }).upgrade(apart);
      db.version(db.verno + 1).stores({ receipts: null }).upgrade(moveReceipts);
      return db;
    }`,
};

async function compilePages(replaced?: Replacement): Promise<Pick<Stage, 'fieldPage' | 'shopPage'>> {
  const all = [SMALL, NEWER, ...(replaced ? [replaced] : [])];
  const compiled = async (name: string) =>
    compilePage(await bundlePage(fileURLToPath(new URL(`../testing/engine/${name}.ts`, import.meta.url)), all));
  const [fieldPage, shopPage] = await Promise.all([compiled('field-page'), compiled('shop-page')]);
  return { fieldPage, shopPage };
}

const TEMPLATE = 'filled';

/** What a crash of the machine would lose is not what is simulated here. */
const WITHOUT_DISK = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'];

async function startCluster() {
  const postgres = await startPostgres(WITHOUT_DISK);
  const store = await openPostgresStore(await postgres.database(TEMPLATE), 'epoch-1');
  await fillStore(store);
  await store.close();
  return { ...postgres, template: TEMPLATE };
}
