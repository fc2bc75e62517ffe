import { deadlineOf, isKnownToAgency } from '@liangma/shared/alerts/alert';
import type { Kysely, Selectable } from 'kysely';
import type { Alert, AlertReads, AlertWrites } from '../../alerts/repository.ts';
import type { Tables } from './schema.ts';
import { inShards, shardsUnder } from './shards/shards.ts';

/** Named one by one, so that the index by state serves. */
export const NOT_CLOSED = ['open', 'asked', 'explained', 'letter'] as const;

export const alertReads = (db: Kysely<Tables>): Omit<AlertReads, 'list' | 'askedList' | 'openCodes'> => ({
  async byId(shard, id) {
    const row = await ofShard(db, shard).where('id', '=', id).executeTakeFirst();
    return row && alertOf(row);
  },
  async open(region) {
    const rows = await db
      .selectFrom('alerts')
      .selectAll()
      .where(inShards('shard', await shardsUnder(db, region)))
      .where('state', 'in', [...NOT_CLOSED])
      .where('county', 'like', `${region}%`)
      .orderBy('at', 'desc')
      .execute();
    return rows.map(alertOf);
  },
  async ofTask(shard, task) {
    const rows = await ofShard(db, shard).where('task', '=', task).orderBy('id').execute();
    return rows.map(alertOf);
  },
  async byKey(shard, key) {
    const row = await ofShard(db, shard).where('key', '=', key).orderBy('at', 'desc').limit(1).executeTakeFirst();
    return row && alertOf(row);
  },
  async overdue(shard, from, now) {
    const rows = await ofShard(db, shard)
      .where('deadline', 'is not', null)
      .where('deadline', '>=', from)
      .where('deadline', '<', now)
      .orderBy('deadline')
      .execute();
    return rows.map(alertOf);
  },
});

const ofShard = (db: Kysely<Tables>, shard: string) => db.selectFrom('alerts').selectAll().where('shard', '=', shard);

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
  async save({ shard, id, missing, subject, lastAt, occurrences, life, ...alert }) {
    const row = {
      ...alert,
      subject_kind: subject.kind,
      subject: subject.id,
      last_at: lastAt,
      state: life.state,
      owner: life.owner?.account ?? null,
      deadline: deadlineOf(life),
      asked: Number(isKnownToAgency(life)),
      missing: missing && JSON.stringify(missing),
      data: JSON.stringify({ occurrences, life }),
    };
    await db
      .insertInto('alerts')
      .values({ shard, id, ...row })
      .onConflict((c) => c.columns(['shard', 'id']).doUpdateSet(row))
      .execute();
  },
});

export const alertOf = (row: Selectable<Tables['alerts']>): Alert => {
  const { occurrences, life } = JSON.parse(row.data) as Pick<Alert, 'occurrences' | 'life'>;
  return {
    shard: row.shard,
    id: row.id,
    rule: row.rule,
    code: row.code,
    severity: row.severity as Alert['severity'],
    subject: { kind: row.subject_kind as Alert['subject']['kind'], id: row.subject },
    task: row.task,
    agency: row.agency,
    county: row.county,
    at: row.at,
    lastAt: row.last_at,
    count: row.count,
    key: row.key,
    event: row.event,
    device: row.device,
    missing: row.missing === null ? null : JSON.parse(row.missing),
    occurrences,
    life,
  };
};
