/** The stage that all runs of a process share: compiled pages, a filled store to copy, the keys of the server. */
import { fileURLToPath } from 'node:url';
import { bundleWith, prepareBundling } from '@liangma/testing/engine/bundle';
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
  without(substitute: string | undefined, tampering: Tampering): Promise<Stage>;
  close(): Promise<void>;
}

export async function openStage(kind: StoreKind): Promise<OpenStage> {
  prepareBundling();
  const [pages, keys] = await Promise.all([compilePages(), sqliteTemplate()]);
  const cluster = kind === 'postgres' ? await startCluster() : undefined;
  const stage: Stage = {
    ...pages,
    keys,
    tampering: {},
    database: async () => (cluster ? postgresDatabase(cluster) : sqliteDatabase(keys)),
  };
  return {
    ...stage,
    without: async (substitute, tampering) => ({
      ...stage,
      ...(substitute ? await compilePages(substitute) : {}),
      tampering,
    }),
    close: async () => {
      removeFolder(keys);
      await cluster?.stop();
    },
  };
}

const change = (file: string): string => fileURLToPath(new URL(`./page-changes/${file}.ts`, import.meta.url));
const CHANGES = [change('small-sizes'), change('newer-database')];

async function compilePages(mutant?: string): Promise<Pick<Stage, 'fieldPage' | 'shopPage'>> {
  const substitutes = [...CHANGES, ...(mutant ? [mutant] : [])];
  const bundled = await Promise.all(
    ['field-page', 'shop-page'].map((name) =>
      bundleWith(fileURLToPath(new URL(`../testing/engine/${name}.ts`, import.meta.url)), substitutes),
    ),
  );
  const unused = substitutes.filter((path) => !bundled.some(({ modules }) => modules.includes(path)));
  if (unused.length > 0) throw new Error(`no page imports what ${unused.join(', ')} stands in for`);
  const [fieldPage, shopPage] = bundled.map(({ code }) => compilePage(code));
  if (!fieldPage || !shopPage) throw new Error('a page was not bundled');
  return { fieldPage, shopPage };
}

const TEMPLATE = 'filled';

/** A crash of the machine is not simulated, so nothing has to reach the disk. */
const WITHOUT_DISK = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'];

async function startCluster() {
  const postgres = await startPostgres(WITHOUT_DISK);
  const store = await openPostgresStore(await postgres.database(TEMPLATE), 'epoch-1');
  await fillStore(store);
  await store.close();
  return { ...postgres, template: TEMPLATE };
}
