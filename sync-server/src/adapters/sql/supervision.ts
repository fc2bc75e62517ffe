import { type Kysely, sql } from 'kysely';
import type { SupervisionReads } from '../../supervision/repository.ts';
import type { Tables } from './schema.ts';
import { inShards, shardsUnder } from './shards/shards.ts';

export const supervisionReads = (db: Kysely<Tables>): SupervisionReads => ({
  async countyCounts(region, day) {
    const rows = await db
      .selectFrom('shards')
      .innerJoin('tasks', 'tasks.shard', 'shards.shard')
      .select([
        'county',
        sql<number>`sum(case when state not in ('applied', 'rejected', 'returned') then 1 else 0 end)`.as('today'),
        sql<number>`sum(case when state = 'inspecting' then 1 else 0 end)`.as('ongoing'),
        sql<number>`sum(case when state in ('refused', 'performed-after-refusal') then 1 else 0 end)`.as('refused'),
      ])
      .where('county', 'like', `${region}%`)
      .where('starts_at', '<', day.to)
      .where('starts_at', '>=', day.from)
      .groupBy('county')
      .execute();
    return rows.map((r) => ({ county: r.county, today: +r.today, ongoing: +r.ongoing, refused: +r.refused }));
  },
  async jointCounts(region, { from, to }) {
    const row = await db
      .selectFrom('task_partners as p')
      .innerJoin('tasks', (join) => join.onRef('tasks.shard', '=', 'p.shard').onRef('tasks.id', '=', 'p.task'))
      .select((eb) => [
        eb.fn.count<number>('p.task').distinct().as('inspections'),
        eb.fn.countAll<number>().as('partners'),
      ])
      .where(inShards('p.shard', await shardsUnder(db, region)))
      .where('tasks.county', 'like', `${region}%`)
      .where('tasks.state', '=', 'recorded')
      .where('tasks.starts_at', '>=', from)
      .where('tasks.starts_at', '<', to)
      .executeTakeFirstOrThrow();
    return { inspections: Number(row.inspections), partners: Number(row.partners) };
  },
});
