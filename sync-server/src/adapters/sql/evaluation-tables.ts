/** Which event of its device an evaluation is from (SYNC-8); 0 in those from before that was kept. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface EvaluationTables {
  /** The one that counts, of each device and task. */
  evaluations: {
    task: string;
    device: string;
    device_seq: number;
    county: string;
    at: number;
    overall: string;
    data: string;
  };
}

export async function evaluationTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  await sql.raw(`alter table evaluations add column device_seq ${int} not null default 0`).execute(db);
}
