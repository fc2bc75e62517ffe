import { countyOf, shardOf } from '@liangma/shared/kernel/regions';
import { COUNTED_STATES } from '@liangma/shared/tasks/task';
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
  async quietShares({ from, to }) {
    const exempt = await db
      .selectFrom('shards')
      .innerJoin('reasons', 'reasons.shard', 'shards.shard')
      .innerJoin('tasks', (join) =>
        join.onRef('tasks.shard', '=', 'reasons.shard').onRef('tasks.id', '=', 'reasons.task'),
      )
      .select((eb) => ['tasks.agency', eb.fn.countAll().as('count')])
      .where('reasons.rule', '=', 'QUIET-1')
      .where('tasks.state', 'in', COUNTED_STATES)
      .where('tasks.starts_at', '>=', from)
      .where('tasks.starts_at', '<', to)
      .groupBy('tasks.agency')
      .execute();
    if (exempt.length === 0) return [];
    const all = await db
      .selectFrom('shards')
      .innerJoin('tasks', 'tasks.shard', 'shards.shard')
      .select((eb) => ['tasks.agency', eb.fn.countAll().as('count')])
      .where(
        'tasks.agency',
        'in',
        exempt.map(({ agency }) => agency),
      )
      .where('tasks.state', 'in', COUNTED_STATES)
      .where('tasks.starts_at', '>=', from)
      .where('tasks.starts_at', '<', to)
      .groupBy('tasks.agency')
      .execute();
    const totals = new Map(all.map(({ agency, count }) => [agency, Number(count)]));
    return exempt.map(({ agency, count }) => ({ agency, exempt: Number(count), all: totals.get(agency) ?? 0 }));
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
