/** The RxDB database of an account: its drafts, which are merged item by item. Opened after the first screen. */
import type { Author } from '@liangma/shared/drafts/draft';
import {
  addRxPlugin,
  createRxDatabase,
  getSingleDocument,
  type RxCollection,
  type RxCollectionCreator,
  type RxDatabase,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { databaseName } from './account.ts';
import { type DraftRow, draftConflicts, draftMigrations, draftRowSchema } from './draft-rows.ts';
import type { Connection } from './drafts-hold.ts';

export type Drafts = RxCollection<DraftRow>;

/**
 * `author`: who filled what an older app kept here. `connected` hears of each connection that RxDB makes, also later ones.
 * Throws what the storage throws.
 */
export async function openDrafts(
  account: string,
  author: () => Promise<Author>,
  connected: (connection: Connection) => void = () => undefined,
): Promise<Drafts> {
  dropAdvert();
  const database = await createRxDatabase({
    name: databaseName(account),
    storage: getRxStorageDexie({ chromeTransactionDurability: 'strict', onCreate: connected }),
    multiInstance: true,
    eventReduce: true,
  });
  const migrationStrategies = draftMigrations(author);
  return addDrafts(database, { schema: draftRowSchema, conflictHandler: draftConflicts, migrationStrategies });
}

const MIGRATION_BATCH = 200;

/** RxDB's own migration at open reads ten rows at a time; ours takes larger steps (notes: 14 s became 2 s). */
export async function addDrafts(database: RxDatabase, creator: RxCollectionCreator<DraftRow>): Promise<Drafts> {
  const isFirst = creator.schema.version === 0;
  if (!isFirst) addRxPlugin((await import('rxdb/plugins/migration-schema')).RxDBMigrationSchemaPlugin);
  const { drafts } = await database.addCollections({ drafts: { ...creator, autoMigrate: false } });
  if (!isFirst && (await drafts.migrationNeeded())) await migrate(drafts);
  return drafts;
}

/** RxDB's `migratePromise` takes the word of an attempt that failed before for that of this one. */
async function migrate(collection: RxCollection): Promise<void> {
  const { statusDocId } = collection.getMigrationState();
  await collection.startMigration(MIGRATION_BATCH);
  const said = await getSingleDocument(collection.database.internalStore, statusDocId);
  if (said?.data.status !== 'DONE') throw new Error(`${collection.name} was not migrated`, { cause: said?.data.error });
}

/** RxDB prints one advertisement at its first write. Everything else still reaches the console. */
function dropAdvert(): void {
  const warn = console.warn;
  console.warn = (...args: unknown[]) => {
    if (!String(args[0]).includes('RxDB Open Core RxStorage')) return warn.apply(console, args);
    console.warn = warn;
  };
}
