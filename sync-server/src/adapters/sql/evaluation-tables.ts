/** Evaluations of enterprises. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface EvaluationTables {
  /** The latest of each device and task. */
  evaluations: {
    task: string;
    device: string;
    /** SYNC-8: the event of its device; 0 in those from before that was kept. */
    device_seq: number;
    county: string;
    at: number;
    /** The server's clock when it got the evaluation. */
    received_at: number;
    /** EVAL-5: 1 for the one that counts of its task, else 0. */
    counts: number;
    overall: string;
    data: string;
  };
}

export async function evaluationTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  await sql.raw(`alter table evaluations add column device_seq ${int} not null default 0`).execute(db);
}

/** EVAL-5: one counts a task. Of those kept before, which nothing tells apart, the first by key. */
export async function countedEvaluations(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `alter table evaluations add column received_at ${int} not null default 0`,
    `alter table evaluations add column counts ${int} not null default 0`,
    `update evaluations set received_at = at,
      counts = case when device = (select min(e.device) from evaluations e where e.task = evaluations.task) then 1 else 0 end`,
    'drop index evaluations_by_county',
    'create index evaluations_counted on evaluations (county, received_at) where counts = 1',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** NOT-2: finds tasks whose period has ended, without a look at any other. */
export async function lapsingTasks(db: Kysely<Tables>): Promise<void> {
  await sql.raw(`create index tasks_to_lapse on tasks (ends_at) where state = 'issued'`).execute(db);
}
