import { countyOf } from '@liangma/shared/kernel/regions';
import { type Kysely, sql } from 'kysely';
import type { EvaluationReads, EvaluationWrites } from '../../evaluations/repository.ts';
import type { Tables } from './schema.ts';

export const evaluationReads = (db: Kysely<Tables>): EvaluationReads => ({
  async devices(shard, task) {
    const rows = await db
      .selectFrom('evaluations')
      .select('device')
      .where('shard', '=', shard)
      .where('task', '=', task)
      .execute();
    return rows.map(({ device }) => device);
  },
  async seq(shard, task, device) {
    const row = await db
      .selectFrom('evaluations')
      .select('device_seq')
      .where('shard', '=', shard)
      .where('task', '=', task)
      .where('device', '=', device)
      .executeTakeFirst();
    return row?.device_seq;
  },
  async satisfaction(region, since) {
    const row = await db
      .selectFrom('shards')
      .innerJoin('evaluations', 'evaluations.shard', 'shards.shard')
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

export const evaluationWrites = (db: Kysely<Tables>): EvaluationWrites => ({
  async save(shard, task, { device, deviceSeq, at, receivedAt }, evaluation) {
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
      .values({ shard, task: task.id, device, counts: 0, ...row })
      .onConflict((c) => c.columns(['shard', 'task', 'device']).doUpdateSet(row))
      .execute();
  },
  async count(shard, task, device) {
    const counts = sql<number>`case when device = ${device} then 1 else 0 end`;
    await db.updateTable('evaluations').set({ counts }).where('shard', '=', shard).where('task', '=', task).execute();
  },
});
