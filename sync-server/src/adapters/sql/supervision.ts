import { type Kysely, sql } from 'kysely';
import type { SupervisionReads } from '../../supervision/repository.ts';
import type { Tables } from './schema.ts';

export const supervisionReads = (db: Kysely<Tables>): SupervisionReads => ({
  async countyCounts(region, day) {
    const rows = await db
      .selectFrom('shards')
      .innerJoin('tasks', 'tasks.shard', 'shards.shard')
      .select([
        'county',
        sql<number>`sum(case when state not in ('applied', 'rejected') then 1 else 0 end)`.as('today'),
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
});
