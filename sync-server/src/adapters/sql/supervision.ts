import { countyOf } from '@liangma/shared/kernel/regions';
import { type Kysely, sql } from 'kysely';
import type { ReadTx, WriteTx } from '../../ports/store.ts';
import type { Tables } from './schema.ts';

type Reads = Pick<ReadTx, 'auditOf' | 'countyCounts' | 'evaluatedBy' | 'evaluationSeq' | 'satisfaction'>;
type Writes = Pick<WriteTx, 'saveEvaluation' | 'countEvaluation'>;

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
        sql<number>`sum(case when state in ('refused', 'performed-after-refusal') then 1 else 0 end)`.as('refused'),
      ])
      .where('county', 'like', `${region}%`)
      .where('starts_at', '<', day.to)
      .where('starts_at', '>=', day.from)
      .groupBy('county')
      .execute();
    return rows.map((r) => ({ county: r.county, today: +r.today, ongoing: +r.ongoing, refused: +r.refused }));
  },
  async evaluatedBy(task) {
    const rows = await db.selectFrom('evaluations').select('device').where('task', '=', task).execute();
    return rows.map(({ device }) => device);
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
        (eb) => eb.fn.countAll<number>().as('total'),
        sql<number | null>`sum(case when overall <> 'dissatisfied' then 1 else 0 end)`.as('satisfied'),
      ])
      .where('county', 'like', `${region}%`)
      .where('received_at', '>=', since)
      .where('counts', '=', 1)
      .executeTakeFirstOrThrow();
    return { satisfied: Number(row.satisfied ?? 0), total: Number(row.total) };
  },
});

export const supervisionWrites = (db: Kysely<Tables>): Writes => ({
  async saveEvaluation(task, { device, deviceSeq, at, receivedAt }, evaluation) {
    const row = {
      device_seq: deviceSeq,
      county: countyOf(task.enterprise.region),
      at,
      received_at: receivedAt,
      overall: evaluation.overall,
      data: JSON.stringify(evaluation),
    };
    await db
      .insertInto('evaluations')
      .values({ task: task.id, device, counts: 0, ...row })
      .onConflict((c) => c.columns(['task', 'device']).doUpdateSet(row))
      .execute();
  },
  async countEvaluation(task, device) {
    const counts = sql<number>`case when device = ${device} then 1 else 0 end`;
    await db.updateTable('evaluations').set({ counts }).where('task', '=', task).execute();
  },
});
