import { countyOf } from '@liangma/shared/kernel/regions';
import { type Kysely, sql } from 'kysely';
import type { ReadTx, WriteTx } from '../../ports/store.ts';
import type { Tables } from './schema.ts';

type Reads = Pick<ReadTx, 'auditOf' | 'countyCounts' | 'evaluationSeq' | 'satisfaction'>;
type Writes = Pick<WriteTx, 'saveEvaluation'>;

export const supervisionReads = (db: Kysely<Tables>): Reads => ({
  auditOf: (subject) =>
    db.selectFrom('audit').selectAll().where('subject', '=', subject).orderBy('id', 'desc').execute(),
  async countyCounts(region, day) {
    const rows = await db
      .selectFrom('tasks')
      .select([
        'county',
        sql<number>`sum(case when state not in ('applied', 'rejected') then 1 else 0 end)`.as('today'),
        sql<number>`sum(case when state = 'inspecting' then 1 else 0 end)`.as('ongoing'),
        sql<number>`sum(case when state = 'refused' then 1 else 0 end)`.as('refused'),
      ])
      .where('county', 'like', `${region}%`)
      .where('starts_at', '<', day.to)
      .where('starts_at', '>=', day.from)
      .groupBy('county')
      .execute();
    return rows.map((r) => ({ county: r.county, today: +r.today, ongoing: +r.ongoing, refused: +r.refused }));
  },
  async evaluationSeq(task, device) {
    const row = await db
      .selectFrom('evaluations')
      .select('device_seq')
      .where('task', '=', task)
      .where('device', '=', device)
      .executeTakeFirst();
    return row?.device_seq;
  },
  async satisfaction(region, since) {
    const row = await db
      .selectFrom('evaluations')
      .select([
        sql<number>`count(distinct task)`.as('total'),
        sql<number>`count(distinct case when overall = 'dissatisfied' then task end)`.as('dissatisfied'),
      ])
      .where('county', 'like', `${region}%`)
      .where('at', '>=', since)
      .executeTakeFirstOrThrow();
    return { satisfied: Number(row.total) - Number(row.dissatisfied), total: Number(row.total) };
  },
});

export const supervisionWrites = (db: Kysely<Tables>): Writes => ({
  async saveEvaluation(task, { device, deviceSeq, at }, evaluation) {
    const row = {
      device_seq: deviceSeq,
      county: countyOf(task.enterprise.region),
      at,
      overall: evaluation.overall,
      data: JSON.stringify(evaluation),
    };
    await db
      .insertInto('evaluations')
      .values({ task: task.id, device, ...row })
      .onConflict((c) => c.columns(['task', 'device']).doUpdateSet(row))
      .execute();
  },
});
