/** Migrations, forward only. A store that a newer program has migrated is refused with a clear word. */
import { type Kysely, sql } from 'kysely';
import { alertTables } from './alert-tables.ts';
import { conflictTables } from './conflict-tables.ts';
import { deviceTables } from './device-tables.ts';
import { discardTables } from './discard-tables.ts';
import { draftTables } from './draft-tables.ts';
import { countedEvaluations, evaluationTables, lapsingTasks } from './evaluation-tables.ts';
import { grantTables } from './grant-tables.ts';
import { matterTables } from './matter-tables.ts';
import { packTables } from './pack-tables.ts';
import { photoTables } from './photo-tables.ts';
import { quarantineTables } from './quarantine-tables.ts';
import { reasonTables } from './reason-tables.ts';
import { referenceTables } from './reference-tables.ts';
import { revisionTables } from './revision-tables.ts';
import type { Tables } from './schema.ts';
import { newestInSums, scopeSumTables, scopeTables } from './scope-tables.ts';
import { searchTables } from './search-tables.ts';

export type Dialect = 'sqlite' | 'postgres';

type Migration = (db: Kysely<Tables>, types: { blob: string; int: string }) => Promise<void>;

export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  shortNumbers,
  liveCodes,
  grantTables,
  carriedAnswers,
  packTables,
  deviceTables,
  photoTables,
  quarantineTables,
  draftTables,
  alertTables,
  matterTables,
  discardTables,
  evaluationTables,
  scopeTables,
  revisionTables,
  scopeSumTables,
  newestInSums,
  conflictTables,
  searchTables,
  referenceTables,
  countedEvaluations,
  lapsingTasks,
  reasonTables,
];

/** Any number that nothing else locks. */
const MIGRATING = 0x6c6d6967;

export class StoreTooNew extends Error {}

export async function migrate(
  db: Kysely<Tables>,
  dialect: Dialect,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const types = dialect === 'sqlite' ? { blob: 'blob', int: 'integer' } : { blob: 'bytea', int: 'bigint' };
  await db.transaction().execute(async (tx) => {
    // Of servers that start at the same time one migrates, and the others find it done.
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATING})`.execute(tx);
    await sql`create table if not exists meta (key text primary key, value text not null)`.execute(tx);
    const row = await tx.selectFrom('meta').select('value').where('key', '=', 'migrations').executeTakeFirst();
    const done = Number(row?.value ?? 0);
    if (done > migrations.length)
      throw new StoreTooNew(`store has ${done} migrations, this program knows ${migrations.length}`);
    for (const migration of migrations.slice(done)) await migration(tx, types);
    await tx
      .insertInto('meta')
      .values({ key: 'migrations', value: String(migrations.length) })
      .onConflict((c) => c.column('key').doUpdateSet({ value: String(migrations.length) }))
      .execute();
  });
}

async function firstTables(db: Kysely<Tables>, { blob, int }: { blob: string; int: string }): Promise<void> {
  const statements = [
    'create table accounts (name text primary key, password text not null, actor text not null)',
    `create table sessions (token_hash text primary key, account text not null, expires_at ${int} not null)`,
    `create table login_attempts (key text primary key, failures ${int} not null, last_at ${int} not null)`,
    'create table regions (code text primary key, name text not null)',
    'create table agencies (id text primary key, data text not null)',
    'create table officers (id text primary key, agency text not null, data text not null)',
    'create index officers_by_agency on officers (agency)',
    'create table matters (id text primary key, data text not null)',
    'create table enterprises (id text primary key, region text not null, name text not null, data text not null)',
    'create index enterprises_by_region on enterprises (region)',
    `create table tasks (id text primary key, shard text not null, seq ${int} not null, agency text not null,
      enterprise text not null, county text not null, state text not null, starts_at ${int} not null,
      ends_at ${int} not null, withdrawn_index ${int}, data text not null)`,
    'create unique index tasks_feed on tasks (shard, seq)',
    'create index tasks_by_agency on tasks (agency, state, starts_at)',
    'create index tasks_by_enterprise on tasks (enterprise, ends_at)',
    'create index tasks_by_county on tasks (county, starts_at)',
    'create index tasks_withdrawn on tasks (withdrawn_index) where withdrawn_index is not null',
    'create table task_officers (officer text not null, task text not null, primary key (officer, task))',
    `create table devices (id text primary key, public_key ${blob} not null, officer text, account text,
      last_seq ${int} not null, last_hash text not null, enrolled_at ${int} not null, last_contact_at ${int} not null,
      skew ${int} not null, revoked_at ${int})`,
    `create table events (id text primary key, device text not null, device_seq ${int} not null, type text not null,
      task text not null, at ${int} not null, received_at ${int} not null, shard text not null, seq ${int} not null,
      hash text not null, envelope ${blob} not null, state text not null, code text, reasons text not null,
      receipt ${blob}, alerts text not null)`,
    'create index events_feed on events (device, shard, seq)',
    'create index events_chain on events (device, device_seq)',
    'create index events_by_task on events (task, state)',
    `create table conflicting_envelopes (id text not null, hash text not null, envelope ${blob} not null,
      received_at ${int} not null, primary key (id, hash))`,
    `create table evaluations (task text not null, device text not null, county text not null, at ${int} not null,
      overall text not null, data text not null, primary key (task, device))`,
    `create index evaluations_by_county on evaluations (county, at)`,
    `create table alerts (id text primary key, rule text not null, code text not null, task text not null,
      county text not null, at ${int} not null, state text not null)`,
    'create index alerts_open on alerts (state, county)',
    `create table audit (id text primary key, at ${int} not null, actor text not null, action text not null,
      subject text not null)`,
    'create index audit_by_subject on audit (subject)',
    `create table counters (name text primary key, value ${int} not null)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

async function shortNumbers(db: Kysely<Tables>): Promise<void> {
  await sql`alter table tasks add column number text`.execute(db);
  await sql`create unique index tasks_by_number on tasks (number) where number is not null`.execute(db);
}

/** A table of its own: whoever reads a task does not read what shows its code live. */
async function liveCodes(db: Kysely<Tables>, { blob }: { blob: string }): Promise<void> {
  await sql
    .raw(`create table live_codes (task text primary key, seed ${blob} not null, code text not null)`)
    .execute(db);
}

async function carriedAnswers(db: Kysely<Tables>): Promise<void> {
  await sql`create table carried_answers (event text not null, carrier text not null, primary key (event, carrier))`.execute(
    db,
  );
}
