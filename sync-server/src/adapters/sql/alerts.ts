import type { Kysely, Selectable } from 'kysely';
import type { Alert, AlertReads, AlertWrites } from '../../alerts/repository.ts';
import type { Tables } from './schema.ts';
import { inShards, shardsUnder } from './shards/shards.ts';

export const alertReads = (db: Kysely<Tables>): Omit<AlertReads, 'list' | 'openCodes'> => ({
  async open(region) {
    const rows = await db
      .selectFrom('alerts')
      .selectAll()
      .where(inShards('shard', await shardsUnder(db, region)))
      .where('state', '=', 'open')
      .where('county', 'like', `${region}%`)
      .orderBy('at', 'desc')
      .execute();
    return rows.map(alertOf);
  },
  async ofTask(shard, task) {
    const rows = await db
      .selectFrom('alerts')
      .selectAll()
      .where('shard', '=', shard)
      .where('task', '=', task)
      .orderBy('id')
      .execute();
    return rows.map(alertOf);
  },
});

export const alertWrites = (db: Kysely<Tables>): AlertWrites => ({
  /** An update of nothing takes the row, in either database. */
  async hold(shard, id) {
    const row = await db
      .updateTable('alerts')
      .set({ id })
      .where('shard', '=', shard)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && alertOf(row);
  },
  async save({ shard, id, missing, closed, ...alert }) {
    const row = {
      ...alert,
      state: closed ? 'closed' : 'open',
      missing: missing && JSON.stringify(missing),
      closed: closed && JSON.stringify(closed),
    };
    await db
      .insertInto('alerts')
      .values({ shard, id, ...row })
      .onConflict((c) => c.columns(['shard', 'id']).doUpdateSet(row))
      .execute();
  },
});

export const alertOf = ({ state: _, missing, closed, ...row }: Selectable<Tables['alerts']>): Alert => ({
  ...row,
  missing: missing === null ? null : JSON.parse(missing),
  closed: closed === null ? null : JSON.parse(closed),
});
