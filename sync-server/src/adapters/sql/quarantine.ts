import type { BarredReason } from '@liangma/shared/devices/barred';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { QuarantinedEvent, QuarantineReads, QuarantineWrites } from '../../quarantine/repository.ts';
import type { Tables } from './schema.ts';
import { inShards, shardsUnder } from './shards/shards.ts';

export const quarantineReads = (db: Kysely<Tables>): QuarantineReads => ({
  async byEvent(shard, event) {
    const row = await db
      .selectFrom('quarantined_events')
      .selectAll()
      .where('shard', '=', shard)
      .where('event', '=', event)
      .executeTakeFirst();
    return row && entryOf(row);
  },
  async open(region) {
    const rows = await open(db)
      .selectAll()
      .where(inShards('shard', await shardsUnder(db, region)))
      .where('county', 'like', `${region}%`)
      .execute();
    return rows.map(entryOf);
  },
  async count(region) {
    const row = await db
      .selectFrom('quarantined_events')
      .select(sql<number>`count(distinct device || ' ' || task)`.as('n'))
      .where(inShards('shard', await shardsUnder(db, region)))
      .where('decided_at', 'is', null)
      .where('county', 'like', `${region}%`)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
  async ofTask(shard, task) {
    const rows = await open(db).selectAll().where('shard', '=', shard).where('task', '=', task).execute();
    return rows.map(entryOf);
  },
});

export const quarantineWrites = (db: Kysely<Tables>): QuarantineWrites => ({
  async save({ shard, event, decided, ...entry }) {
    const row = {
      device: entry.device,
      device_seq: entry.deviceSeq,
      task: entry.task,
      county: entry.county,
      reason: entry.reason,
      since: entry.since,
      arrived_at: entry.arrivedAt,
      decided_at: decided?.at ?? null,
      decided: decided && JSON.stringify(decided),
    };
    await db
      .insertInto('quarantined_events')
      .values({ shard, event, ...row })
      .onConflict((c) => c.columns(['shard', 'event']).doUpdateSet(row))
      .execute();
  },
});

const open = (db: Kysely<Tables>) =>
  db.selectFrom('quarantined_events').where('decided_at', 'is', null).orderBy(sql`device`).orderBy(sql`device_seq`);

const entryOf = (row: Selectable<Tables['quarantined_events']>): QuarantinedEvent => ({
  shard: row.shard,
  event: row.event,
  device: row.device,
  deviceSeq: row.device_seq,
  task: row.task,
  county: row.county,
  reason: row.reason as BarredReason,
  since: row.since,
  arrivedAt: row.arrived_at,
  decided: row.decided === null ? null : JSON.parse(row.decided),
});
