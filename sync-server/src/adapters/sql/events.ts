import type { RejectCode } from '@liangma/shared/protocol/documents';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Device, ReadTx, StoredEvent, WriteTx } from '../../ports/store.ts';
import { prepared, upsert } from './connection/prepared.ts';
import { after } from './feed.ts';
import type { Tables } from './schema.ts';

type Reads = Pick<
  ReadTx,
  | ('device' | 'devicesOf' | 'eventHash' | 'event' | 'carriersOf')
  | (
      | 'waitingEvent'
      | 'waitingOf'
      | 'countWaiting'
      | 'waitingNext'
      | 'waitingSince'
      | 'chainOf'
      | 'conflictingOf'
      | 'awaiting'
    )
  | ('eventsForDevice' | 'countEventsAfter' | 'acceptedEvents' | 'isCodeShown')
>;
type Writes = Pick<
  WriteTx,
  'saveDevice' | 'holdDevice' | 'saveEvent' | 'dropEvent' | 'saveCarrier' | 'keepConflictingEnvelope'
>;

export const eventReads = (db: Kysely<Tables>): Reads => ({
  async device(id) {
    const [row] = await deviceById(db, { id });
    return row && deviceOf(row);
  },
  async devicesOf(officers) {
    if (officers.length === 0) return [];
    const rows = await db.selectFrom('devices').selectAll().where('officer', 'in', officers).orderBy('id').execute();
    return rows.map(deviceOf);
  },
  async eventHash(id) {
    const [row] = await hashById(db, { id });
    return row?.hash;
  },
  async event(id) {
    const row = await db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst();
    return row && eventOf(row);
  },
  async carriersOf(event) {
    return (await carriersById(db, { event })).map(eventOf);
  },
  async waitingEvent(device, deviceSeq) {
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
  async chainOf(device, { from, to }, most) {
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
  async conflictingOf(device, { from, to }) {
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
  async eventsForDevice(device, checkpoint, limit) {
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
  async countEventsAfter(device, shard, seq) {
    const [row] = await countAfter(db, { device, shard, seq });
    return Number(row?.n);
  },
  async isCodeShown(task) {
    return (await codeShownOf(db, { task })).length > 0;
  },
  async acceptedEvents(task) {
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

export const eventWrites = (db: Kysely<Tables>): Writes => ({
  async saveDevice(device) {
    await writeDevice(db, rowOf(device));
  },
  /** An update of nothing takes the row, in either database. */
  async holdDevice(device) {
    const row = await db
      .insertInto('devices')
      .values(rowOf(device))
      .onConflict((c) => c.column('id').doUpdateSet({ id: device.id }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return deviceOf(row);
  },
  async saveEvent(event) {
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
  async dropEvent(id) {
    await db.deleteFrom('events').where('id', '=', id).execute();
  },
  async saveCarrier(event, carrier) {
    await db.insertInto('carried_answers').values({ event, carrier }).execute();
  },
  async keepConflictingEnvelope(id, device, { deviceSeq, hash, envelope }, receivedAt) {
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

const deviceById = prepared<{ id: string }, Selectable<Tables['devices']>>((db, { id }) =>
  db.selectFrom('devices').selectAll().where('id', '=', id),
);
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
const writeDevice = upsert(
  'devices',
  ['id'],
  ['public_key', 'officer', 'account', 'last_seq', 'last_hash', 'enrolled_at', 'last_contact_at', 'skew', 'revoked_at'],
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

const rowOf = (device: Device) => ({
  id: device.id,
  public_key: device.publicKey,
  officer: device.officer,
  account: device.account,
  last_seq: device.lastSeq,
  last_hash: device.lastHash,
  enrolled_at: device.enrolledAt,
  last_contact_at: device.lastContactAt,
  skew: device.skew,
  revoked_at: device.revokedAt,
});

export const deviceOf = (row: Selectable<Tables['devices']>): Device => ({
  id: row.id,
  publicKey: Uint8Array.from(row.public_key),
  officer: row.officer,
  account: row.account,
  lastSeq: row.last_seq,
  lastHash: row.last_hash,
  enrolledAt: row.enrolled_at,
  lastContactAt: row.last_contact_at,
  skew: row.skew,
  revokedAt: row.revoked_at,
});

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
