/** Which event brought an alert, what is missing before it, and who closed it why. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface AlertTables {
  alerts: {
    id: string;
    rule: string;
    code: string;
    task: string;
    county: string;
    at: number;
    /** `open` or `closed`. */
    state: string;
    event: string;
    device: string;
    /** JSON of the first and the last number; null where nothing is. */
    missing: string | null;
    /** JSON of who closed it when and why. */
    closed: string | null;
  };
}

export async function alertTables(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `alter table alerts add column event text not null default ''`,
    `alter table alerts add column device text not null default ''`,
    'alter table alerts add column missing text',
    'alter table alerts add column closed text',
    'create index alerts_by_task on alerts (task)',
    `create index alerts_of_gaps on alerts (device) where code = 'gap-forced'`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
