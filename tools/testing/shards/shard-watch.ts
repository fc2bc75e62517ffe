/**
 * Fails every statement on a sharded table that does not name its shard, as a database spread over machines would, or would
 * ask all of them. Tests open their stores with it.
 */
import type { Watch } from '../../../sync-server/src/adapters/sql/sql-store.ts';
import { shardFaults } from './shard-faults.ts';
import { SHARDED_TABLES } from './sharded-tables.ts';

type Plugin = Parameters<Parameters<Watch>[0]['withPlugin']>[0];

export class ShardMissing extends Error {}

/** Texts of statements that were read before, with their faults. */
const read = new Map<string, readonly string[]>();

export const watchShards: Watch = (db) => {
  const executor = db.getExecutor();
  const plugin: Plugin = {
    transformQuery: ({ node, queryId }) => {
      const { sql } = executor.compileQuery(node, queryId);
      const faults = read.get(sql) ?? shardFaults(sql, SHARDED_TABLES);
      read.set(sql, faults);
      if (faults.length > 0) throw new ShardMissing(`${faults.join('; ')}: ${sql}`);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return db.withPlugin(plugin);
};
