import type { StoredReport } from '@liangma/shared/devices/device-health';
import type { Missing } from '@liangma/shared/sync/chain';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Device, DeviceReads, DeviceWrites, OfficersDevice } from '../../devices/repository.ts';
import { prepared, upsert } from './connection/prepared.ts';
import type { Tables } from './schema.ts';
import { inShards, shardsUnder } from './shards/shards.ts';

export const deviceReads = (db: Kysely<Tables>): DeviceReads => ({
  async byId(shard, id) {
    const [row] = await deviceById(db, { shard, id });
    return row && deviceOf(row);
  },
  async ofOfficers(officers) {
    if (officers.length === 0) return [];
    const rows = await everywhere(db).selectAll('devices').where('officer', 'in', officers).orderBy('id').execute();
    return rows.map(deviceOf);
  },
  async report(shard, device) {
    const row = await db
      .selectFrom('device_reports')
      .selectAll()
      .where('shard', '=', shard)
      .where('device', '=', device)
      .executeTakeFirst();
    return row && keptOf(row);
  },
  async ofAgencies(agencies, now) {
    if (agencies.length === 0) return [];
    const rows = await everywhere(db)
      .innerJoin('officers', 'officers.id', 'devices.officer')
      .leftJoin('device_revocations as r', (join) =>
        join.onRef('r.shard', '=', 'devices.shard').onRef('r.device', '=', 'devices.id'),
      )
      .selectAll('devices')
      .select(['officers.data', 'r.at as revocation_at', 'r.account as by', 'r.name', 'r.reason'])
      .where('officers.agency', 'in', agencies)
      .orderBy('devices.id')
      .execute();
    const ids = rows.map(({ id }) => id);
    const known = rows.map(deviceOf);
    const [reports, waiting, passed, tasks, grants] = [
      await byDevice(reportsOf(db, ids)),
      await byDevice(waitingOf(db, ids)),
      await byDevice(passedBy(db, ids)),
      await tasksSince(db, known, now),
      await byDevice(grantsOf(db, ids, now)),
    ];
    return rows.map((row): OfficersDevice => {
      const { data, revocation_at: at, by, name, reason } = row;
      const device = deviceOf(row);
      const report = reports.get(row.id);
      const gap = waiting.get(row.id);
      return {
        device,
        officer: JSON.parse(data),
        kept: report && keptOf(report),
        revokedAt: device.revokedAt,
        lastContactAt: device.lastContactAt,
        lastSeq: device.lastSeq,
        waiting: { count: Number(gap?.count ?? 0), highest: Number(gap?.highest ?? 0) },
        passed: passed.get(row.id)?.count ?? 0,
        tasksSince: tasks.get(row.id) ?? 0,
        mayIssue: grants.has(row.id),
        revocation: at === null || by === null || name === null || reason === null ? null : { at, by, name, reason },
      };
    });
  },
});

export const deviceWrites = (db: Kysely<Tables>): DeviceWrites => ({
  async save(device) {
    await writeDevice(db, rowOf(device));
  },
  /** An update of nothing takes the row, in either database. */
  async hold(device) {
    const row = await db
      .insertInto('devices')
      .values(rowOf(device))
      .onConflict((c) => c.columns(['shard', 'id']).doUpdateSet({ id: device.id }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return deviceOf(row);
  },
  async saveReport(shard, { report, receivedAt, lastSuccessAt, protocol }) {
    const row = { received_at: receivedAt, last_success_at: lastSuccessAt, protocol, data: JSON.stringify(report) };
    await db
      .insertInto('device_reports')
      .values({ shard, device: report.device, ...row })
      .onConflict((c) => c.columns(['shard', 'device']).doUpdateSet(row))
      .execute();
  },
  async saveRevocation({ shard, id: device }, { at, by, name, reason }) {
    await db.insertInto('device_revocations').values({ shard, device, at, account: by, name, reason }).execute();
  },
});

const keptOf = (row: Selectable<Tables['device_reports']>): StoredReport => ({
  report: JSON.parse(row.data),
  receivedAt: row.received_at,
  lastSuccessAt: row.last_success_at,
  protocol: row.protocol,
});

/** Fewer than either database takes as parameters of one statement. */
const IDS_A_STATEMENT = 5_000;

/** Runs a query for so many devices at a time, and finds its rows by device. */
async function byDevice<T extends { readonly device: string }>(
  rows: AsyncIterable<readonly T[]>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const part of rows) for (const row of part) found.set(row.device, row);
  return found;
}

async function* inParts<T>(ids: readonly string[], query: (part: readonly string[]) => Promise<T[]>) {
  for (let i = 0; i < ids.length; i += IDS_A_STATEMENT) yield await query(ids.slice(i, i + IDS_A_STATEMENT));
}

const reportsOf = (db: Kysely<Tables>, ids: readonly string[]) =>
  inParts(ids, (part) =>
    db
      .selectFrom('shards')
      .innerJoin('device_reports', 'device_reports.shard', 'shards.shard')
      .selectAll('device_reports')
      .where('device', 'in', part)
      .execute(),
  );

const waitingOf = (db: Kysely<Tables>, ids: readonly string[]) =>
  inParts(ids, (part) =>
    db
      .selectFrom('shards')
      .innerJoin('events', 'events.shard', 'shards.shard')
      .select((eb) => ['device', eb.fn.countAll().as('count'), eb.fn.max('device_seq').as('highest')])
      .where('device', 'in', part)
      // The state is written out, so that the index over waiting events serves.
      .where(sql<boolean>`state = 'waiting'`)
      .groupBy('device')
      .execute(),
  );

/** SYNC-3: what is still missing of the gaps that a chain was forced over. */
const passedBy = (db: Kysely<Tables>, ids: readonly string[]) =>
  inParts(ids, async (part) => {
    const shards = await shardsUnder(db, '');
    const gaps = await db
      .selectFrom('alerts')
      .select(['device', 'missing'])
      .where(inShards('shard', shards))
      .where('device', 'in', part)
      .where(sql<boolean>`code = 'gap-forced'`)
      .execute();
    const counts = new Map<string, number>();
    for (const { device, missing } of gaps) {
      const left = missing === null ? 0 : await missingOf(db, device, JSON.parse(missing));
      counts.set(device, (counts.get(device) ?? 0) + left);
    }
    return [...counts].map(([device, count]) => ({ device, count }));
  });

async function missingOf(db: Kysely<Tables>, device: string, { from, to }: Missing): Promise<number> {
  const row = await db
    .selectFrom('shards')
    .innerJoin('events', 'events.shard', 'shards.shard')
    .select((eb) => eb.fn.count('device_seq').distinct().as('n'))
    .where('device', '=', device)
    .where('device_seq', '>=', from)
    .where('device_seq', '<=', to)
    .executeTakeFirstOrThrow();
  return to - from + 1 - Number(row.n);
}

/**
 * Counts the tasks of each device's officer that the device may not have heard of. A withdrawn task counts too: a device that
 * was not heard of since may not know, and the inspection may take place (SYNC-5).
 */
async function tasksSince(db: Kysely<Tables>, devices: readonly Device[], now: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let i = 0; i < devices.length; i += IDS_A_STATEMENT) {
    const part = devices.slice(i, i + IDS_A_STATEMENT);
    const rows = await db
      .selectFrom('shards')
      .innerJoin('task_officers as o', 'o.shard', 'shards.shard')
      .innerJoin('tasks', (join) => join.onRef('tasks.shard', '=', 'o.shard').onRef('tasks.id', '=', 'o.task'))
      .select(['o.officer', 'tasks.ends_at as endsAt'])
      .where(
        'o.officer',
        'in',
        part.flatMap(({ officer }) => officer ?? []),
      )
      .where('tasks.state', 'in', ['issued', 'inspecting', 'withdrawn'])
      .where('tasks.starts_at', '<=', now)
      .where('tasks.ends_at', '>=', Math.min(...part.map(({ lastContactAt }) => lastContactAt)))
      .execute();
    const ends = new Map<string, number[]>();
    for (const { officer, endsAt } of rows) ends.set(officer, [...(ends.get(officer) ?? []), endsAt]);
    for (const { id, officer, lastContactAt } of part) {
      const own = ends.get(officer ?? '') ?? [];
      counts.set(id, own.filter((endsAt) => endsAt >= lastContactAt).length);
    }
  }
  return counts;
}

const grantsOf = (db: Kysely<Tables>, ids: readonly string[], now: number) =>
  inParts(ids, (part) =>
    db
      .selectFrom('shards')
      .innerJoin('grants', 'grants.shard', 'shards.shard')
      .select('device')
      .where('device', 'in', part)
      .where('starts_at', '<=', now)
      .where('ends_at', '>', now)
      .where('ended_at', 'is', null)
      .execute(),
  );

const deviceById = prepared<{ shard: string; id: string }, Selectable<Tables['devices']>>((db, { shard, id }) =>
  db.selectFrom('devices').selectAll().where('shard', '=', shard).where('id', '=', id),
);
const writeDevice = upsert(
  'devices',
  ['shard', 'id'],
  [
    'public_key',
    'officer',
    'account',
    'last_seq',
    'last_hash',
    'enrolled_at',
    'last_contact_at',
    'skew',
    'revoked_at',
    'shards',
  ],
);
/** Devices of every shard. */
const everywhere = (db: Kysely<Tables>) =>
  db.selectFrom('shards').innerJoin('devices', 'devices.shard', 'shards.shard');

const rowOf = (device: Device) => ({
  shard: device.shard,
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
  shards: JSON.stringify(device.shards),
});

export const deviceOf = (row: Selectable<Tables['devices']>): Device => ({
  shard: row.shard,
  shards: JSON.parse(row.shards),
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
