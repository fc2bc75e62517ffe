/** RxDB on Dexie by itself, with the thin schema that ours has and a server that checks nothing. */
import { addRxPlugin, createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

addRxPlugin(RxDBMigrationSchemaPlugin);

interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

const schema = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  required: ['id', 'day', 'from', 'state'],
  properties: {
    id: { type: 'string', maxLength: 64 },
    day: { type: 'string', maxLength: 10 },
    from: { type: 'number', minimum: 0, maximum: 1e14, multipleOf: 1 },
    state: { type: 'string', maxLength: 40 },
    rev: { type: 'number' },
    data: { type: 'object' },
    live: { type: 'object' },
  },
  indexes: ['day', 'from', 'state'],
} as const;

const eventSchema = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  required: ['id'],
  properties: { id: { type: 'string', maxLength: 64 }, data: { type: 'object' } },
} as const;

let db: Awaited<ReturnType<typeof open>> | undefined;

async function open() {
  const database = await createRxDatabase({ name: 'bench', storage: getRxStorageDexie(), multiInstance: false });
  await database.addCollections({ tasks: { schema: schema as never }, events: { schema: eventSchema as never } });
  return database;
}

const collection = async (name: 'tasks' | 'events'): Promise<RxCollection<Row>> => {
  db ??= await open();
  return db.collections[name] as unknown as RxCollection<Row>;
};

const json = async (path: string, body?: unknown) =>
  (await fetch(path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })).json();

export const rxdb = {
  async pull(): Promise<{ ms: number; count: number }> {
    const tasks = await collection('tasks');
    const start = performance.now();
    const state = replicateRxCollection<Row, { after: number }>({
      replicationIdentifier: 'pull',
      collection: tasks,
      live: false,
      waitForLeadership: false,
      pull: { batchSize: 1000, handler: (from, limit) => json(`/pull?after=${from?.after ?? 0}&limit=${limit}`) },
    });
    await state.awaitInitialReplication();
    const ms = performance.now() - start;
    return { ms, count: await tasks.count().exec() };
  },
  async keep(docs: readonly { id: string }[]): Promise<void> {
    const events = await collection('events');
    await events.bulkInsert(docs.map((doc) => ({ id: doc.id, data: doc })));
  },
  async push(): Promise<number> {
    const events = await collection('events');
    const start = performance.now();
    const state = replicateRxCollection<Row, { after: number }>({
      replicationIdentifier: 'push',
      collection: events,
      live: false,
      waitForLeadership: false,
      push: { batchSize: 100, handler: (rows) => json('/push', rows) },
    });
    await state.awaitInitialReplication();
    return performance.now() - start;
  },
};
