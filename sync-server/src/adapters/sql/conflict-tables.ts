/** Where in which chain an envelope stands that was refused for its id (SYNC-2): what is before it may hang on it (SYNC-21). */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface ConflictTables {
  conflicting_envelopes: {
    id: string;
    hash: string;
    envelope: Uint8Array;
    received_at: number;
    /** Empty in those from before that was kept. */
    device: string;
    device_seq: number;
  };
}

export async function conflictTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `alter table conflicting_envelopes add column device text not null default ''`,
    `alter table conflicting_envelopes add column device_seq ${int} not null default 0`,
    'create index conflicting_by_chain on conflicting_envelopes (device, device_seq)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
