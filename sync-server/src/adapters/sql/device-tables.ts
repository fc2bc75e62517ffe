/** What devices report of themselves, who revoked one, and which device a session is on. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface DeviceTables {
  /** The latest of each device. */
  device_reports: {
    device: string;
    received_at: number;
    last_success_at: number | null;
    protocol: number | null;
    data: string;
  };
  device_revocations: { device: string; at: number; account: string; name: string; reason: string };
  session_devices: { token_hash: string; device: string };
}

export async function deviceTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `create table device_reports (device text primary key, received_at ${int} not null, last_success_at ${int},
      protocol ${int}, data text not null)`,
    `create table device_revocations (device text primary key, at ${int} not null, account text not null,
      name text not null, reason text not null)`,
    'create table session_devices (token_hash text primary key, device text not null)',
    'create index devices_by_officer on devices (officer) where officer is not null',
    `create index events_waiting on events (device, device_seq) where state = 'waiting'`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
