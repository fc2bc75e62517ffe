import type { BarredReason } from '@liangma/shared/devices/barred';
import { type Kysely, type Selectable, sql } from 'kysely';
import type {
  KeptSuspension,
  QuarantinedEvent,
  QuarantineReads,
  QuarantineWrites,
} from '../../quarantine/repository.ts';
import { prepared } from './connection/prepared.ts';
import type { Tables } from './schema.ts';

export const quarantineReads = (db: Kysely<Tables>): QuarantineReads => ({
  async quarantined(event) {
    const row = await db.selectFrom('quarantined_events').selectAll().where('event', '=', event).executeTakeFirst();
    return row && entryOf(row);
  },
  async quarantine(region) {
    return (await open(db).selectAll().where('county', 'like', `${region}%`).execute()).map(entryOf);
  },
  async countQuarantine(region) {
    const row = await db
      .selectFrom('quarantined_events')
      .select(sql<number>`count(distinct device || ' ' || task)`.as('n'))
      .where('decided_at', 'is', null)
      .where('county', 'like', `${region}%`)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
  async quarantineOf(task) {
    return (await open(db).selectAll().where('task', '=', task).execute()).map(entryOf);
  },
  async latestMoment(device, beforeSeq) {
    const row = await db
      .selectFrom('events')
      .select((eb) => eb.fn.max('at').as('at'))
      .where('device', '=', device)
      .where('device_seq', '<', beforeSeq)
      .where('state', '<>', 'waiting')
      .executeTakeFirst();
    return Number(row?.at ?? 0);
  },
  async suspensionsOf(officer) {
    return (await suspensionsById(db, { officer })).map(suspensionOf);
  },
});

export const quarantineWrites = (db: Kysely<Tables>): QuarantineWrites => ({
  async saveQuarantined({ event, decided, ...entry }) {
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
      .values({ event, ...row })
      .onConflict((c) => c.column('event').doUpdateSet(row))
      .execute();
  },
  async saveSuspension({ id, officer, from, until, by, reason }) {
    const row = { officer, starts_at: from, ends_at: until, given_by: by, reason };
    await db
      .insertInto('suspensions')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },
  async changeOfficer(officer) {
    await db
      .updateTable('officers')
      .set({ data: JSON.stringify(officer) })
      .where('id', '=', officer.id)
      .execute();
  },
});

const suspensionsById = prepared<{ officer: string }, Selectable<Tables['suspensions']>>((db, { officer }) =>
  db.selectFrom('suspensions').selectAll().where('officer', '=', officer).orderBy('starts_at'),
);

const open = (db: Kysely<Tables>) =>
  db.selectFrom('quarantined_events').where('decided_at', 'is', null).orderBy(sql`device`).orderBy(sql`device_seq`);

const entryOf = (row: Selectable<Tables['quarantined_events']>): QuarantinedEvent => ({
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

const suspensionOf = (row: Selectable<Tables['suspensions']>): KeptSuspension => ({
  id: row.id,
  officer: row.officer,
  from: row.starts_at,
  until: row.ends_at,
  by: row.given_by,
  reason: row.reason,
});
