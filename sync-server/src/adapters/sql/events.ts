import type { RejectCode } from '@liangma/shared/protocol/documents';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { EventReads, EventWrites, StoredEvent } from '../../events/repository.ts';
import { prepared, upsert } from './connection/prepared.ts';
import type { DiscardReads } from './discards.ts';
import type { Tables } from './schema.ts';
import { after } from './shards/feed.ts';

export const eventReads = (db: Kysely<Tables>): Omit<EventReads, keyof DiscardReads> => ({
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
  async hash(id) {
    const [row] = await hashById(db, { id });
    return row?.hash;
  },
  async byId(id) {
    const row = await db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst();
    return row && eventOf(row);
  },
  async carriers(event) {
    return (await carriersById(db, { event })).map(eventOf);
  },
  async waiting(device, deviceSeq) {
    const [row] = await waitingBySeq(db, { device, deviceSeq });
    return row && eventOf(row);
  },
  async waitingOf(device) {
    const rows = await waiting(db)
      .select(['id', 'device_seq', 'received_at'])
      .where('device', '=', device)
      .orderBy('device_seq')
      .execute();
    return rows.map((row) => ({ id: row.id, deviceSeq: row.device_seq, receivedAt: row.received_at }));
  },
  async countWaiting(device) {
    const row = await waiting(db)
      .select((eb) => eb.fn.countAll().as('n'))
      .where('device', '=', device)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
  async waitingNext() {
    const rows = await waiting(db)
      .innerJoin('devices', 'devices.id', 'events.device')
      .select('events.device')
      .distinct()
      .where(sql<boolean>`events.device_seq = devices.last_seq + 1`)
      .orderBy('events.device')
      .execute();
    return rows.map((row) => row.device);
  },
  async waitingSince(receivedAt) {
    const rows = await waiting(db)
      .select('device')
      .distinct()
      .where('received_at', '<=', receivedAt)
      .orderBy('device')
      .execute();
    return rows.map((row) => row.device);
  },
  async chain(device, { from, to }, most) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('device', '=', device)
      .where('device_seq', '>=', from)
      .where('device_seq', '<=', to)
      .orderBy('device_seq')
      .$if(most !== undefined, (query) => query.limit(most as number))
      .execute();
    return rows.map(eventOf);
  },
  async conflicting(device, { from, to }) {
    const rows = await db
      .selectFrom('conflicting_envelopes')
      .select(['hash', 'envelope', 'device_seq'])
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
  async awaiting(task) {
    const rows = await db
      .selectFrom('events')
      .select(['device', 'device_seq'])
      .where('task', '=', task)
      .where('state', '=', 'waiting')
      .orderBy('device')
      .orderBy('device_seq')
      .execute();
    return [...new Set(rows.map((row) => row.device))];
  },
  async feed(device, checkpoint, limit) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('device', '=', device)
      .where(after('events.shard', 'events.seq', checkpoint))
      .orderBy('shard')
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(eventOf);
  },
  async countAfter(device, shard, seq) {
    const [row] = await countAfter(db, { device, shard, seq });
    return Number(row?.n);
  },
  async isCodeShown(task) {
    return (await codeShownOf(db, { task })).length > 0;
  },
  async accepted(task) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('task', '=', task)
      .where('state', '=', 'accepted')
      .orderBy('seq')
      .execute();
    return rows.map(eventOf);
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
    // Two with one id, for tasks of different shards, can come in at two servers at once (SYNC-2).
    if (written === 0n) throw new Error(`another envelope is kept as event ${event.id}`);
  },
  async drop(id) {
    await db.deleteFrom('events').where('id', '=', id).execute();
  },
  async saveCarrier(event, carrier) {
    await db.insertInto('carried_answers').values({ event, carrier }).execute();
  },
  async saveConflicting(id, device, { deviceSeq, hash, envelope }, receivedAt) {
    await db
      .insertInto('conflicting_envelopes')
      .values({ id, hash, envelope, received_at: receivedAt, device, device_seq: deviceSeq })
      .onConflict((c) => c.columns(['id', 'hash']).doNothing())
      .execute();
  },
});

/** Said in full, so that the index over waiting events serves. */
const waiting = (db: Kysely<Tables>) => db.selectFrom('events').where(sql<boolean>`state = 'waiting'`);

type EventTableRow = Selectable<Tables['events']>;

const hashById = prepared<{ id: string }, { hash: string }>((db, { id }) =>
  db.selectFrom('events').select('hash').where('id', '=', id),
);
const codeShownOf = prepared<{ task: string }, { id: string }>((db, { task }) =>
  db
    .selectFrom('events')
    .select('id')
    .where('task', '=', task)
    .where('state', '=', 'accepted')
    .where('type', '=', 'code-shown')
    .limit(1),
);

const countAfter = prepared<{ device: string; shard: string; seq: number }, { n: number | string | bigint }>(
  (db, { device, shard, seq }) =>
    db
      .selectFrom('events')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('device', '=', device)
      .where('shard', '=', shard)
      .where('seq', '>', seq),
);
const carriersById = prepared<{ event: string }, EventTableRow>((db, { event }) =>
  db
    .selectFrom('carried_answers')
    .innerJoin('events', 'events.id', 'carried_answers.carrier')
    .selectAll('events')
    .where('carried_answers.event', '=', event)
    .orderBy('carried_answers.carrier'),
);
const waitingBySeq = prepared<{ device: string; deviceSeq: number }, EventTableRow>((db, { device, deviceSeq }) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('device', '=', device)
    .where('device_seq', '=', deviceSeq)
    // Said in full, so that the index over waiting events serves.
    .where(sql<boolean>`state = 'waiting'`),
);
const writeEvent = upsert(
  'events',
  ['id'],
  [
    'device',
    'device_seq',
    'type',
    'task',
    'at',
    'received_at',
    'shard',
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
