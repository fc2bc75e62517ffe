import type { KeptReport } from '@liangma/shared/devices/device-health';
import type { Missing } from '@liangma/shared/sync/chain';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { DeviceReads, DeviceWrites, OfficersDevice } from '../../devices/repository.ts';
import { deviceOf } from './events.ts';
import type { Tables } from './schema.ts';

export const deviceReads = (db: Kysely<Tables>): DeviceReads => ({
  async deviceReport(device) {
    const row = await db.selectFrom('device_reports').selectAll().where('device', '=', device).executeTakeFirst();
    return row && keptOf(row);
  },
  async officersDevices(agencies, now) {
    if (agencies.length === 0) return [];
    const rows = await db
      .selectFrom('devices')
      .innerJoin('officers', 'officers.id', 'devices.officer')
      .leftJoin('device_revocations as r', 'r.device', 'devices.id')
      .selectAll('devices')
      .select(['officers.data', 'r.at as revocation_at', 'r.account as by', 'r.name', 'r.reason'])
      .where('officers.agency', 'in', agencies)
      .orderBy('devices.id')
      .execute();
    const ids = rows.map(({ id }) => id);
    const [reports, waiting, passed, tasks, grants] = [
      await byDevice(reportsOf(db, ids)),
      await byDevice(waitingOf(db, ids)),
      await byDevice(passedBy(db, ids)),
      await byDevice(tasksSince(db, ids, now)),
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
        tasksSince: Number(tasks.get(row.id)?.count ?? 0),
        mayIssue: grants.has(row.id),
        revocation: at === null || by === null || name === null || reason === null ? null : { at, by, name, reason },
      };
    });
  },
  async sessionDevice(tokenHash) {
    const row = await db
      .selectFrom('session_devices')
      .innerJoin('devices', 'devices.id', 'session_devices.device')
      .selectAll('devices')
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst();
    return row && deviceOf(row);
  },
});

export const deviceWrites = (db: Kysely<Tables>): DeviceWrites => ({
  async saveDeviceReport({ report, receivedAt, lastSuccessAt, protocol }) {
    const row = { received_at: receivedAt, last_success_at: lastSuccessAt, protocol, data: JSON.stringify(report) };
    await db
      .insertInto('device_reports')
      .values({ device: report.device, ...row })
      .onConflict((c) => c.column('device').doUpdateSet(row))
      .execute();
  },
  async saveRevocation(device, { at, by, name, reason }) {
    await db.insertInto('device_revocations').values({ device, at, account: by, name, reason }).execute();
  },
  async saveSessionDevice(tokenHash, device) {
    await db
      .insertInto('session_devices')
      .values({ token_hash: tokenHash, device })
      .onConflict((c) => c.column('token_hash').doNothing())
      .execute();
  },
});

const keptOf = (row: Selectable<Tables['device_reports']>): KeptReport => ({
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
  inParts(ids, (part) => db.selectFrom('device_reports').selectAll().where('device', 'in', part).execute());

const waitingOf = (db: Kysely<Tables>, ids: readonly string[]) =>
  inParts(ids, (part) =>
    db
      .selectFrom('events')
      .select((eb) => ['device', eb.fn.countAll().as('count'), eb.fn.max('device_seq').as('highest')])
      .where('device', 'in', part)
      // Said in full, so that the index over waiting events serves.
      .where(sql<boolean>`state = 'waiting'`)
      .groupBy('device')
      .execute(),
  );

/** SYNC-3: what is still missing of the gaps that a chain was forced over. */
const passedBy = (db: Kysely<Tables>, ids: readonly string[]) =>
  inParts(ids, async (part) => {
    const gaps = await db
      .selectFrom('alerts')
      .select(['device', 'missing'])
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
    .selectFrom('events')
    .select((eb) => eb.fn.count('device_seq').distinct().as('n'))
    .where('device', '=', device)
    .where('device_seq', '>=', from)
    .where('device_seq', '<=', to)
    .executeTakeFirstOrThrow();
  return to - from + 1 - Number(row.n);
}

/** A withdrawn one too: a device that was not heard of since may not know, and the inspection may take place (SYNC-5). */
const tasksSince = (db: Kysely<Tables>, ids: readonly string[], now: number) =>
  inParts(ids, (part) =>
    db
      .selectFrom('devices')
      .innerJoin('task_officers', 'task_officers.officer', 'devices.officer')
      .innerJoin('tasks', 'tasks.id', 'task_officers.task')
      .select((eb) => ['devices.id as device', eb.fn.countAll().as('count')])
      .where('devices.id', 'in', part)
      .where('tasks.state', 'in', ['issued', 'inspecting', 'withdrawn'])
      .where('tasks.starts_at', '<=', now)
      .whereRef('tasks.ends_at', '>=', 'devices.last_contact_at')
      .groupBy('devices.id')
      .execute(),
  );

const grantsOf = (db: Kysely<Tables>, ids: readonly string[], now: number) =>
  inParts(ids, (part) =>
    db
      .selectFrom('grants')
      .select('device')
      .where('device', 'in', part)
      .where('starts_at', '<=', now)
      .where('ends_at', '>', now)
      .where('ended_at', 'is', null)
      .execute(),
  );
