import type { Leave } from '@liangma/shared/registry/leave';
import type { Kysely } from 'kysely';
import type { LeaveReads, LeaveWrites } from '../../../leaves/repository.ts';
import { fromData } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { noteShard } from '../shards/counters.ts';

export const leaveReads = (db: Kysely<Tables>): LeaveReads => ({
  async byId(shard, id) {
    const row = await db
      .selectFrom('leaves')
      .select('data')
      .where('shard', '=', shard)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && fromData(row);
  },
  async ofAgencies(shard, agencies, { from, to }) {
    if (agencies.length === 0) return [];
    let query = db
      .selectFrom('leaves')
      .select('data')
      .where('shard', '=', shard)
      .where('agency', 'in', agencies)
      .where('ends_on', '>=', from)
      .orderBy('starts_on')
      .orderBy('id');
    if (to !== null) query = query.where('starts_on', '<=', to);
    return (await query.execute()).map((row): Leave => fromData(row));
  },
});

export const leaveWrites = (db: Kysely<Tables>): LeaveWrites => ({
  async save(shard, leave) {
    const { id, agency, from, to } = leave;
    await noteShard(db, shard);
    await db
      .insertInto('leaves')
      .values({ shard, id, agency, starts_on: from, ends_on: to, data: JSON.stringify(leave) })
      .execute();
  },
  async remove(shard, id) {
    await db.deleteFrom('leaves').where('shard', '=', shard).where('id', '=', id).execute();
  },
});
