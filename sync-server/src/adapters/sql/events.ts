import type { RejectCode } from '@liangma/shared/protocol/documents';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { EventReads, EventWrites, StoredEvent } from '../../events/repository.ts';
import { listed, prepared, upsert } from './connection/prepared.ts';
import type { DiscardReads } from './discards.ts';
import type { Tables } from './schema.ts';

export const eventReads = (db: Kysely<Tables>): Omit<EventReads, keyof DiscardReads> => ({
  async hashes(shard, ids) {
    const rows = ids.length === 0 ? [] : await hashesById(db, { shard, ids: JSON.stringify(ids) });
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  },
  async byId(shard, id) {
    const row = await db
      .selectFrom('events')
      .selectAll()
      .where('shard', '=', shard)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && eventOf(row);
  },
  async carriers(shard, event) {
    return (await carriersById(db, { shard, event })).map(eventOf);
  },
  async waiting(shard, device, deviceSeq) {
    const [row] = await waitingBySeq(db, { shard, device, deviceSeq });
    return row && eventOf(row);
  },
  async waitingOf(shard, device) {
    const rows = await waiting(db, shard)
      .select(['id', 'device_seq', 'received_at'])
      .where('device', '=', device)
      .orderBy('device_seq')
      .execute();
    return rows.map((row) => ({ shard, id: row.id, deviceSeq: row.device_seq, receivedAt: row.received_at }));
  },
  async countWaiting(shard, device) {
    const row = await waiting(db, shard)
      .select((eb) => eb.fn.countAll().as('n'))
      .where('device', '=', device)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
  async waitingDevices(shard, receivedBefore = Number.MAX_SAFE_INTEGER) {
    const rows = await waiting(db, shard)
      .select('device')
      .distinct()
      .where('received_at', '<=', receivedBefore)
      .orderBy('device')
      .execute();
    return rows.map((row) => row.device);
  },
  async chain(shard, device, { from, to }, most) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('shard', '=', shard)
      .where('device', '=', device)
      .where('device_seq', '>=', from)
      .where('device_seq', '<=', to)
      .orderBy('device_seq')
      .$if(most !== undefined, (query) => query.limit(most as number))
      .execute();
    return rows.map(eventOf);
  },
  async conflicting(shard, device, { from, to }) {
    const rows = await db
      .selectFrom('conflicting_envelopes')
      .select(['hash', 'envelope', 'device_seq'])
      .where('shard', '=', shard)
      .where('device', '=', device)
      .where('device_seq', '>=', from)
      .where('device_seq', '<=', to)
      .orderBy('device_seq')
      .execute();
    return rows.map(({ hash, envelope, device_seq }) => ({
      deviceSeq: device_seq,
      hash,
      envelope: Uint8Array.from(envelope),
    }));
  },
  async awaiting(shard, task) {
    const rows = await db
      .selectFrom('events')
      .select(['device', 'device_seq'])
      .where('shard', '=', shard)
      .where('task', '=', task)
      .where('state', '=', 'waiting')
      .orderBy('device')
      .orderBy('device_seq')
      .execute();
    return [...new Set(rows.map((row) => row.device))];
  },
  async feed(shard, device, after, limit) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('shard', '=', shard)
      .where('device', '=', device)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(eventOf);
  },
  async countAfter(shard, device, seq) {
    const [row] = await countAfter(db, { shard, device, seq });
    return Number(row?.n);
  },
  async accepted(shard, task) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('shard', '=', shard)
      .where('task', '=', task)
      .where('state', '=', 'accepted')
      .orderBy('seq')
      .execute();
    return rows.map(eventOf);
  },
  async isCodeShown(shard, task) {
    return (await codeShownOf(db, { shard, task })).length > 0;
  },
  async latestMoment(shard, device, beforeSeq) {
    const row = await db
      .selectFrom('events')
      .select((eb) => eb.fn.max('at').as('at'))
      .where('shard', '=', shard)
      .where('device', '=', device)
      .where('device_seq', '<', beforeSeq)
      .where('state', '<>', 'waiting')
      .executeTakeFirst();
    return Number(row?.at ?? 0);
  },
});

export const eventWrites = (db: Kysely<Tables>): Omit<EventWrites, 'saveDiscard'> => ({
  async save(event) {
    const written = await writeEvent(db, {
      id: event.id,
      device: event.device,
      device_seq: event.deviceSeq,
      type: event.type,
      task: event.task,
      region: event.region,
      at: event.at,
      received_at: event.receivedAt,
      shard: event.shard,
      seq: event.seq,
      hash: event.hash,
      envelope: event.envelope,
      state: event.state,
      code: event.code,
      receipt: event.receipt,
      reasons: JSON.stringify(event.reasons),
      alerts: JSON.stringify(event.alerts),
      handed_in_by: event.handedInBy,
    });
    // Another server has kept other bytes under this id since it was looked for (SYNC-2).
    if (written === 0n) throw new Error(`another envelope is kept as event ${event.id}`);
  },
  async drop(shard, id) {
    await db.deleteFrom('events').where('shard', '=', shard).where('id', '=', id).execute();
  },
  async saveCarrier(shard, event, carrier) {
    await db.insertInto('carried_answers').values({ shard, event, carrier }).execute();
  },
  async saveConflicting(shard, id, device, { deviceSeq, hash, envelope }, receivedAt) {
    await db
      .insertInto('conflicting_envelopes')
      .values({ shard, id, hash, envelope, received_at: receivedAt, device, device_seq: deviceSeq })
      .onConflict((c) => c.columns(['shard', 'id', 'hash']).doNothing())
      .execute();
  },
});

/** Its state is written out, so that the index over waiting events serves. */
const waiting = (db: Kysely<Tables>, shard: string) =>
  db.selectFrom('events').where('shard', '=', shard).where(sql<boolean>`state = 'waiting'`);

type EventTableRow = Selectable<Tables['events']>;

const hashesById = prepared<{ shard: string; ids: string }, { id: string; hash: string }>((db, { shard, ids }) =>
  db.selectFrom('events').select(['id', 'hash']).where('shard', '=', shard).where('id', 'in', listed(db, ids)),
);
const codeShownOf = prepared<{ shard: string; task: string }, { id: string }>((db, { shard, task }) =>
  db
    .selectFrom('events')
    .select('id')
    .where('shard', '=', shard)
    .where('task', '=', task)
    .where('state', '=', 'accepted')
    .where('type', '=', 'code-shown')
    .limit(1),
);

const countAfter = prepared<{ device: string; shard: string; seq: number }, { n: number | string | bigint }>(
  (db, { shard, device, seq }) =>
    db
      .selectFrom('events')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('device', '=', device)
      .where('shard', '=', shard)
      .where('seq', '>', seq),
);
const carriersById = prepared<{ shard: string; event: string }, EventTableRow>((db, { shard, event }) =>
  db
    .selectFrom('carried_answers')
    .innerJoin('events', (join) =>
      join.onRef('events.shard', '=', 'carried_answers.shard').onRef('events.id', '=', 'carried_answers.carrier'),
    )
    .selectAll('events')
    .where('carried_answers.shard', '=', shard)
    .where('carried_answers.event', '=', event)
    .orderBy('carried_answers.carrier'),
);
const waitingBySeq = prepared<{ shard: string; device: string; deviceSeq: number }, EventTableRow>(
  (db, { shard, device, deviceSeq }) =>
    db
      .selectFrom('events')
      .selectAll()
      .where('shard', '=', shard)
      .where('device', '=', device)
      .where('device_seq', '=', deviceSeq)
      // Said in full, so that the index over waiting events serves.
      .where(sql<boolean>`state = 'waiting'`),
);
const writeEvent = upsert(
  'events',
  ['shard', 'id'],
  [
    'device',
    'device_seq',
    'type',
    'task',
    'region',
    'at',
    'received_at',
    'seq',
    'hash',
    'envelope',
    'state',
    'code',
    'receipt',
    'reasons',
    'alerts',
    'handed_in_by',
  ],
  'hash',
);

const eventOf = (row: Selectable<Tables['events']>): StoredEvent => ({
  id: row.id,
  device: row.device,
  deviceSeq: row.device_seq,
  type: row.type,
  task: row.task,
  region: row.region,
  at: row.at,
  receivedAt: row.received_at,
  shard: row.shard,
  seq: row.seq,
  hash: row.hash,
  envelope: Uint8Array.from(row.envelope),
  receipt: row.receipt && Uint8Array.from(row.receipt),
  state: row.state as StoredEvent['state'],
  code: row.code as RejectCode | null,
  reasons: JSON.parse(row.reasons),
  alerts: JSON.parse(row.alerts),
  handedInBy: row.handed_in_by,
});
