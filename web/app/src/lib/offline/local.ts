/** Opening the RxDB database of an account: only what the first screen needs; drafts come with the first form. */
import {
  addRxPlugin,
  createRxDatabase,
  type RxCollection,
  type RxCollectionCreator,
  type RxDatabase,
  type RxStorage,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { databaseName } from './account.ts';
import {
  type DraftRow,
  draftRowSchema,
  type EventRow,
  eventConflicts,
  eventRowSchema,
  type TaskRow,
  taskConflicts,
  taskRowSchema,
} from './rows.ts';

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
const drafts: RxCollectionCreator<DraftRow> = { schema: draftRowSchema };

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

/** The collection of drafts, opened at the first form. */
export function openDrafts(database: Local): Promise<RxCollection<DraftRow>> {
  const opened = draftsOf.get(database) ?? addCollections(database, { drafts }).then(() => database.collections.drafts);
  draftsOf.set(database, opened);
  return opened;
}
const draftsOf = new WeakMap<Local, Promise<RxCollection<DraftRow>>>();

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
    if (await collection.migrationNeeded()) await collection.migratePromise(MIGRATION_BATCH);
  }
}

/** RxDB prints one advertisement at its first write. Everything else still reaches the console. */
function dropAdvert(): void {
  const warn = console.warn;
  console.warn = (...args: unknown[]) => {
    if (!String(args[0]).includes('RxDB Open Core RxStorage')) return warn.apply(console, args);
    console.warn = warn;
  };
}
