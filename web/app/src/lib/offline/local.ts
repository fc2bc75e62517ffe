/** Opening the RxDB database of an account: only what the first screen needs; drafts come after it. */
import type { Author } from '@liangma/shared/drafts/draft';
import {
  addRxPlugin,
  createRxDatabase,
  getSingleDocument,
  type RxCollection,
  type RxCollectionCreator,
  type RxDatabase,
  type RxStorage,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { databaseName } from './account.ts';
import { type DraftRow, draftConflicts, draftMigrations, draftRowSchema } from './draft-rows.ts';
import { type EventRow, eventConflicts, eventRowSchema, type TaskRow, taskConflicts, taskRowSchema } from './rows.ts';

export interface Collections {
  tasks: RxCollection<TaskRow>;
  events: RxCollection<EventRow>;
  drafts: RxCollection<DraftRow>;
}
export type Local = RxDatabase<Collections>;

/** 13 collections are free; staying far below also keeps opening fast (a test holds this number). */
export const COLLECTION_LIMIT = 10;

const tasks: RxCollectionCreator<TaskRow> = { schema: taskRowSchema, conflictHandler: taskConflicts };
const events: RxCollectionCreator<EventRow> = { schema: eventRowSchema, conflictHandler: eventConflicts };

export async function openLocal(account: string, storage: RxStorage<unknown, unknown> = durable()): Promise<Local> {
  dropAdvert();
  const database = await createRxDatabase<Collections>({
    name: databaseName(account),
    storage,
    multiInstance: true,
    eventReduce: true,
  });
  await addCollections(database, { tasks, events });
  return database;
}

/** The collection of drafts, opened after the first screen. `author`: who filled what an older app kept here. */
export async function openDrafts(database: Local, author: () => Promise<Author>): Promise<RxCollection<DraftRow>> {
  const migrationStrategies = draftMigrations(author);
  await addCollections(database, {
    drafts: { schema: draftRowSchema, conflictHandler: draftConflicts, migrationStrategies },
  });
  return database.collections.drafts;
}

const durable = () => getRxStorageDexie({ chromeTransactionDurability: 'strict' });

const MIGRATION_BATCH = 200;

/** RxDB's own migration at open reads ten rows at a time; ours takes larger steps (notes: 14 s became 2 s). */
export async function addCollections(
  database: Local,
  creators: Partial<Record<keyof Collections, RxCollectionCreator>>,
) {
  const versioned = Object.values(creators).some((creator) => (creator.schema.version as number) > 0);
  if (versioned) addRxPlugin((await import('rxdb/plugins/migration-schema')).RxDBMigrationSchemaPlugin);
  const options = Object.entries(creators).map(([name, creator]) => [name, { ...creator, autoMigrate: false }]);
  const added = await database.addCollections(Object.fromEntries(options));
  if (!versioned) return;
  for (const collection of Object.values(added)) {
    if (await collection.migrationNeeded()) await migrate(collection);
  }
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
