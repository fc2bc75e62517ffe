/**
 * Fails every statement on a sharded table that does not name its shard, as a database spread over machines would, or would
 * ask all of them. Tests open their stores with it. It stands at the connection, so that it sees each statement as it is sent,
 * once compiled, whether built, raw or prepared.
 */
import type { Watch } from '../../../sync-server/src/adapters/sql/sql-store.ts';
import { shardFaults } from './shard-faults.ts';
import { SHARDED_TABLES } from './sharded-tables.ts';

type Db = Parameters<Watch>[0];
type Executor = ReturnType<Db['getExecutor']>;
type Connection = Parameters<Parameters<Executor['provideConnection']>[0]>[0];

export class ShardMissing extends Error {}

/** Texts of statements that were read before, with their faults. */
const read = new Map<string, readonly string[]>();

function assertShard({ sql }: { readonly sql: string }): void {
  const faults = read.get(sql) ?? shardFaults(sql, SHARDED_TABLES);
  read.set(sql, faults);
  if (faults.length > 0) throw new ShardMissing(`${faults.join('; ')}: ${sql}`);
}

const watched = (connection: Connection): Connection => ({
  executeQuery: async (query) => {
    assertShard(query);
    return connection.executeQuery(query);
  },
  streamQuery: (query, size) => {
    assertShard(query);
    return connection.streamQuery(query, size);
  },
});

const compiled = (sql: string): Parameters<Connection['executeQuery']>[0] => ({
  sql,
  parameters: [],
  query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] },
  queryId: { queryId: sql },
});

export const watchShards: Watch = (db) => {
  const own = db.getExecutor();
  const executor = own.withConnectionProvider({
    provideConnection: (consumer) => own.provideConnection((connection) => consumer(watched(connection))),
  });
  const says = (sql: string) => (connection: Connection) => connection.executeQuery(compiled(sql));
  const driver = {
    destroy: () => db.destroy(),
    beginTransaction: says('begin'),
    commitTransaction: says('commit'),
    rollbackTransaction: says('rollback'),
  };
  // kysely takes its own parts in place of a dialect; the class is at hand by its instance.
  const Kysely = db.constructor as new (parts: object) => Db;
  return new Kysely({ config: {}, dialect: {}, driver, executor });
};
