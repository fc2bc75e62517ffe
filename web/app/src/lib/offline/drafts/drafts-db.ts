/** RxDB database of an account's drafts, which are merged item by item. Opened after the first screen. */
import {
  addRxPlugin,
  createRxDatabase,
  getSingleDocument,
  type RxCollection,
  type RxCollectionCreator,
  type RxDatabase,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { databaseName } from '../device/account.ts';
import type { DraftRow } from '../rows.ts';
import { draftConflicts, draftRowSchema } from './draft-rows.ts';

export type Drafts = RxCollection<DraftRow>;

/** A connection to a database, open already or not. */
export interface Connection {
  close(): void;
}

/** `connected` is called with each connection that RxDB makes, later ones too. Throws what the storage throws. */
export async function openDrafts(
  account: string,
  connected: (connection: Connection) => void = () => undefined,
): Promise<Drafts> {
  dropAdvert();
  const database = await createRxDatabase({
    name: databaseName(account),
    storage: getRxStorageDexie({ chromeTransactionDurability: 'strict', onCreate: connected }),
    multiInstance: true,
    eventReduce: true,
  });
  return addDrafts(database, { schema: draftRowSchema, conflictHandler: draftConflicts });
}

const MIGRATION_BATCH = 200;

/**
 * Opens the collection in whichever version of its schema. RxDB's own migration at open reads ten rows at a time; ours takes
 * larger steps (measured: 14 s became 2 s).
 */
export async function addDrafts(database: RxDatabase, creator: RxCollectionCreator<DraftRow>): Promise<Drafts> {
  const isFirst = creator.schema.version === 0;
  if (!isFirst) addRxPlugin((await import('rxdb/plugins/migration-schema')).RxDBMigrationSchemaPlugin);
  const { drafts } = await database.addCollections({ drafts: { ...creator, autoMigrate: false } });
  if (!isFirst && (await drafts.migrationNeeded())) await migrate(drafts);
  return drafts;
}

/** RxDB's `migratePromise` reports the status of an earlier attempt that failed as that of this one. */
async function migrate(collection: RxCollection): Promise<void> {
  const { statusDocId } = collection.getMigrationState();
  await collection.startMigration(MIGRATION_BATCH);
  const status = await getSingleDocument(collection.database.internalStore, statusDocId);
  if (status?.data.status !== 'DONE')
    throw new Error(`${collection.name} was not migrated`, { cause: status?.data.error });
}

/** RxDB prints one advertisement at its first write. Everything else still reaches the console. */
function dropAdvert(): void {
  const warn = console.warn;
  console.warn = (...args: unknown[]) => {
    if (!String(args[0]).includes('RxDB Open Core RxStorage')) return warn.apply(console, args);
    console.warn = warn;
  };
}
