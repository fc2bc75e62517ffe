/**
 * Everything that an account has on this device but its drafts (drafts-db.ts), in one database: related rows are written
 * in one transaction. Packs are stored in the form in which they are searched, keys as the browser gives them.
 */
import type { Matter } from '@liangma/shared/matters/matter';
import { Dexie, type Table, type Transaction } from 'dexie';
import { databaseName } from '../device/account.ts';
import type {
  EventRow,
  FileRow,
  GrantRow,
  IssuedRow,
  KeyRow,
  LateEntryRow,
  LiveCodeRow,
  NamesRow,
  PackRow,
  ParkedRow,
  PhotoBytesRow,
  PhotoRow,
  TaskBlock,
  TaskLines,
  TaskRow,
} from '../rows.ts';
import type { MetaValues } from './meta-values.ts';

export type DeviceDb = Dexie & {
  tasks: Table<TaskRow, string>;
  taskBlocks: Table<TaskBlock, string>;
  /** Search text of the blocks. */
  taskLines: Table<TaskLines, number>;
  events: Table<EventRow, string>;
  keys: Table<KeyRow, string>;
  meta: Table<{ name: keyof MetaValues; value: MetaValues[keyof MetaValues] }, string>;
  files: Table<FileRow, string>;
  matters: Table<Matter, string>;
  packs: Table<PackRow, string>;
  /** Search text of each part. */
  packNames: Table<NamesRow, [string, number]>;
  /** Text of each part to show a hit from. */
  packRows: Table<NamesRow, [string, number]>;
  parked: Table<ParkedRow, string>;
  /** Events that have left this device in a file, and when last. */
  exported: Table<{ event: string; at: number }, string>;
  liveCodes: Table<LiveCodeRow, string>;
  grants: Table<GrantRow, string>;
  /** The last number given out under each grant; it never decreases. */
  numbers: Table<{ grant: string; last: number }, string>;
  issued: Table<IssuedRow, string>;
  /** Tasks that left the officer's scope while work on them was unsent. */
  held: Table<{ task: string }, string>;
  seen: Table<{ task: string }, string>;
  photos: Table<PhotoRow, [string, string]>;
  photoBytes: Table<PhotoBytesRow, [string, string]>;
  lateEntries: Table<LateEntryRow, string>;
};

/** Version of the schema: the stores it adds, changes or removes (null), and how the rows of the version before change. */
export interface SchemaVersion {
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (old: Transaction) => PromiseLike<unknown>;
}

/**
 * The versions in their order, the first is number 1. A released version is never edited: a change is a further version. An
 * `upgrade` imports nothing, because the code it would import changes later. A change of the drafts adds a version too
 * (drafts-db.ts).
 */
export const SCHEMA: readonly SchemaVersion[] = [
  {
    stores: {
      tasks: 'id, [state+day]',
      taskBlocks: '',
      taskLines: '++page',
      events: 'id, seq, at, [task+seq], [sync.state+seq], checked.receivedAt',
      keys: 'id',
      meta: 'name',
      files: 'name',
      matters: 'id',
      packs: 'county',
      packNames: '[pack+n], pack',
      packRows: '[pack+n], pack',
      parked: 'id',
      exported: 'event',
      liveCodes: 'task',
      grants: 'id',
      numbers: 'grant',
      issued: 'task',
      held: 'task',
      seen: 'task',
      photos: '[task+hash], task, upload.state',
      photoBytes: '[task+hash]',
      lateEntries: 'id, state, savedAt',
    },
  },
];

export function openDeviceDb(account: string, schema: readonly SchemaVersion[] = SCHEMA): DeviceDb {
  const db = new Dexie(databaseName(account), { chromeTransactionDurability: 'strict' }) as DeviceDb;
  for (const [i, { stores, upgrade }] of schema.entries()) {
    const version = db.version(i + 1).stores(stores);
    if (upgrade) version.upgrade(upgrade);
  }
  return db;
}

export async function readMeta<K extends keyof MetaValues>(db: DeviceDb, name: K): Promise<MetaValues[K] | undefined> {
  return (await db.meta.get(name))?.value as MetaValues[K] | undefined;
}

/** Reads several values with one request. */
export async function readMetas<K extends keyof MetaValues>(
  db: DeviceDb,
  ...names: readonly K[]
): Promise<{ readonly [N in K]?: MetaValues[N] }> {
  const rows = await db.meta.bulkGet([...names]);
  return Object.fromEntries(rows.flatMap((row) => (row ? [[row.name, row.value]] : []))) as {
    [N in K]?: MetaValues[N];
  };
}

export async function writeMeta<K extends keyof MetaValues>(
  db: DeviceDb,
  name: K,
  value: MetaValues[K],
): Promise<void> {
  await db.meta.put({ name, value });
}

/** `at`: a time that the server has signed, milliseconds. */
export async function sawSignedTime(db: DeviceDb, at: number): Promise<void> {
  const newest = (await readMeta(db, 'newestSignedTime')) ?? 0;
  if (at > newest) await writeMeta(db, 'newestSignedTime', at);
}

/** Deletes keys that are mostly absent from a small table. `bulkDelete` pays for every key it is given, present or not. */
export async function deleteThose<Row>(table: Table<Row, string>, keys: ReadonlySet<string>): Promise<void> {
  const here = await table.toCollection().primaryKeys();
  await table.bulkDelete(here.filter((key) => keys.has(key)));
}
