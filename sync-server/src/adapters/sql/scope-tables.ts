/**
 * [SYNC-17] What an officer is told of, in one index: where each task stands in the feed, and its mark, so that a pull looks at
 * what is new alone and the sum over all of it costs no look at a task.
 */
import { markOf } from '@liangma/shared/protocol/scope-sum';
import type { Task } from '@liangma/shared/tasks/task';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface ScopeTables {
  task_officers: {
    officer: string;
    task: string;
    shard: string;
    /** Null before there is anything to send. */
    seq: number | null;
    /** Null where the task is not, or no longer, theirs. */
    mark: number | null;
  };
  /** What the marks of an officer in a shard come to, kept with each change: a pull does not add them up. */
  officer_sums: { officer: string; shard: string; count: number; sum: number; seq: number };
}

export async function scopeTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `alter table task_officers add column shard text not null default ''`,
    `alter table task_officers add column seq ${int}`,
    `alter table task_officers add column mark ${int}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
  await markAll(db);
  const filled = [
    'update task_officers set shard = (select shard from tasks where id = task)',
    `update task_officers set seq =
      (select seq from tasks where id = task and state not in ('applied', 'rejected'))`,
    'update task_officers set mark = null where seq is null',
    'create index task_officers_by_task on task_officers (task)',
    'create index task_officers_feed on task_officers (officer, shard, seq, mark)',
  ];
  for (const statement of filled) await sql.raw(statement).execute(db);
}

const TASKS_A_STEP = 500;

async function markAll(db: Kysely<Tables>): Promise<void> {
  let last = '';
  for (;;) {
    const rows = await db
      .selectFrom('tasks')
      .select(['id', 'data'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(TASKS_A_STEP)
      .execute();
    const marks = rows.map(({ data }) => JSON.parse(data) as Task).flatMap(marksOf);
    if (marks.length > 0) {
      const values = sql.join(marks.map(({ officer, task, mark }) => sql`(${officer}, ${task}, ${mark})`));
      await sql`insert into task_officers (officer, task, mark) values ${values}
        on conflict (officer, task) do update set mark = excluded.mark`.execute(db);
    }
    if (rows.length < TASKS_A_STEP) break;
    last = rows.at(-1)?.id ?? '';
  }
}

const marksOf = ({ id, rev, officers }: Task) =>
  officers.map((officer) => ({ officer: officer.id, task: id, mark: markOf(id, rev) }));

export async function scopeSumTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `create table officer_sums (officer text not null, shard text not null, count ${int} not null, sum ${int} not null,
      seq ${int} not null, primary key (officer, shard))`,
    `insert into officer_sums (officer, shard, count, sum, seq)
      select officer, shard, count(mark), coalesce(sum(mark), 0), max(seq) from task_officers where seq is not null
      group by officer, shard`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** A write that changed a task twice could leave the number of the task beside it for the newest. */
export async function newestInSums(db: Kysely<Tables>): Promise<void> {
  await sql`update officer_sums set seq = (select max(f.seq) from task_officers f
      where f.officer = officer_sums.officer and f.shard = officer_sums.shard)
    where exists (select 1 from task_officers f
      where f.officer = officer_sums.officer and f.shard = officer_sums.shard and f.seq > officer_sums.seq)`.execute(
    db,
  );
}
