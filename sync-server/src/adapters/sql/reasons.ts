import { countyOf, shardOf } from '@liangma/shared/kernel/regions';
import type { Kysely } from 'kysely';
import type { ReasonReads, ReasonWrites } from '../../compliance/repository.ts';
import type { Tables } from './schema.ts';
import { inShards, shardsUnder } from './shards/shards.ts';

export const reasonReads = (db: Kysely<Tables>): ReasonReads => ({
  async counts(region, since) {
    const rows = await db
      .selectFrom('reasons')
      .select((eb) => ['rule', 'agency', eb.fn.countAll().as('count'), eb.fn.max('at').as('latest')])
      .where(inShards('shard', await shardsUnder(db, region)))
      .where('county', 'like', `${region}%`)
      .where('at', '>=', since)
      .groupBy(['rule', 'agency'])
      .execute();
    return rows.map(({ rule, agency, count, latest }) => ({
      rule,
      agency,
      count: Number(count),
      latest: Number(latest),
    }));
  },
});

export const reasonWrites = (db: Kysely<Tables>): ReasonWrites => ({
  async save({ id: task, agency, enterprise, applied }, rules) {
    const shard = shardOf(enterprise.region);
    await db.deleteFrom('reasons').where('shard', '=', shard).where('task', '=', task).execute();
    const place = { shard, task, agency: agency.id, county: countyOf(enterprise.region), at: applied.at };
    for (const rule of rules)
      await db
        .insertInto('reasons')
        .values({ ...place, rule })
        .execute();
  },
});
