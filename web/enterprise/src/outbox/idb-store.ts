/** Outbox store in IndexedDB. */
import type { SyncState } from '@liangma/shared/protocol/documents';
import { createDeviceKey } from '@liangma/web-common/crypto/device-key';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { Device, OutboxRecord, StoredCode } from './record.ts';
import type { OutboxStore } from './store.ts';

const NAME = 'liangma-c';
/** The one key of the store `device`. */
const ME = 'me';

interface Schema extends DBSchema {
  device: { key: string; value: Device };
  events: { key: number; value: OutboxRecord; indexes: { id: string } };
  codes: { key: string; value: StoredCode };
}
type Database = IDBPDatabase<Schema>;

const STRICT = { durability: 'strict' } as const;

/** Changes of one schema version to the database of the version before. */
export type SchemaStep = (
  database: Database,
  change: IDBPTransaction<Schema, ('device' | 'events' | 'codes')[], 'versionchange'>,
) => unknown;

/**
 * The versions in their order, the first is number 1. A released version is never edited: a change is a further step. The rows
 * stay pending through it and are sent by the new page, whose envelopes are the same bytes (SYNC-1).
 */
export const SCHEMA: readonly SchemaStep[] = [
  (database) => {
    database.createObjectStore('device');
    database.createObjectStore('events', { keyPath: 'event.seq' }).createIndex('id', 'event.id', { unique: true });
    database.createObjectStore('codes', { keyPath: 'task' });
  },
];

/**
 * Rejects if the browser refuses storage, or if a newer page has made the database: then nothing in it is touched. The browser
 * may also end the connection at any time, and so does a newer page that changes the schema: the next use opens it again.
 */
export async function openIdbStore(schema = SCHEMA): Promise<OutboxStore> {
  let opened: Promise<Database> | undefined;
  const ended = () => {
    opened = undefined;
  };
  const open = (): Promise<Database> => {
    opened ??= openDatabase(schema, ended);
    opened.catch(ended);
    return opened;
  };
  await open();
  return {
    lasting: true,
    device: async () => deviceIn(await open()),
    commit: async (expectedSeq, record, hash, code) => commit(await open(), expectedSeq, record, hash, code),
    records: async () => (await open()).getAll('events'),
    settle: async (id, sync) => settle(await open(), id, sync),
    codes: async () => (await (await open()).getAll('codes')).sort((a, b) => b.keptAt - a.keptAt),
  };
}

const openDatabase = (schema: readonly SchemaStep[], ended: () => void): Promise<Database> =>
  openDB<Schema>(NAME, schema.length, {
    async upgrade(database, before, _, change) {
      for (const step of schema.slice(before)) await step(database, change);
    },
    blocking: (_, __, { target }) => {
      (target as IDBDatabase).close();
      ended();
    },
    terminated: ended,
  });

/** Two tabs may both make a key; the first one written is the key of this browser. */
async function deviceIn(db: Database): Promise<Device> {
  const known = await db.get('device', ME);
  if (known) return known;
  const fresh: Device = { ...(await createDeviceKey()), seq: 0, prev: '' };
  const tx = db.transaction('device', 'readwrite', STRICT);
  const meanwhile = await tx.store.get(ME);
  if (!meanwhile) await tx.store.put(fresh, ME);
  await tx.done;
  return meanwhile ?? fresh;
}

async function commit(
  db: Database,
  expectedSeq: number,
  record: OutboxRecord,
  hash: string,
  code: StoredCode | undefined,
): Promise<boolean> {
  const tx = db.transaction(['device', 'events', 'codes'], 'readwrite', STRICT);
  const device = tx.objectStore('device');
  const head = await device.get(ME);
  if (head?.seq !== expectedSeq) {
    await tx.done;
    return false;
  }
  await Promise.all([
    tx.objectStore('events').add(record),
    device.put({ ...head, seq: record.event.seq, prev: hash }, ME),
    code && tx.objectStore('codes').put(code),
    tx.done,
  ]);
  return true;
}

async function settle(db: Database, id: string, sync: SyncState): Promise<void> {
  const tx = db.transaction('events', 'readwrite', STRICT);
  const record = await tx.store.index('id').get(id);
  if (record) await tx.store.put({ ...record, document: { ...record.document, sync } });
  await tx.done;
}
