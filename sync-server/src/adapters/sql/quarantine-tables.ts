/** Events in quarantine with what was decided, and suspensions of officers (SYNC-9). */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface QuarantineTables {
  quarantined_events: {
    event: string;
    device: string;
    device_seq: number;
    task: string;
    county: string;
    reason: string;
    since: number;
    arrived_at: number;
    /** Null until somebody decides. */
    decided_at: number | null;
    /** JSON of who decided what and why. */
    decided: string | null;
  };
  suspensions: {
    id: string;
    officer: string;
    starts_at: number;
    ends_at: number | null;
    given_by: string;
    reason: string;
  };
}

export async function quarantineTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `create table quarantined_events (event text primary key, device text not null, device_seq ${int} not null,
      task text not null, county text not null, reason text not null, since ${int} not null,
      arrived_at ${int} not null, decided_at ${int}, decided text)`,
    'create index quarantined_open on quarantined_events (county, device, device_seq) where decided_at is null',
    'create index quarantined_by_task on quarantined_events (task)',
    `create table suspensions (id text primary key, officer text not null, starts_at ${int} not null, ends_at ${int},
      given_by text not null, reason text not null)`,
    'create index suspensions_by_officer on suspensions (officer, starts_at)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
