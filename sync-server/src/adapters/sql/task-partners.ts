/** Partner agencies of joint inspections: their desks list the tasks of which they are no lead agency. */
import { waitsFor } from '@liangma/shared/tasks/joining';
import type { Task } from '@liangma/shared/tasks/task';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { PartnerCounts } from '../../tasks/repository.ts';
import type { Tables } from './schema.ts';

/** Only a task that is joint, or whose application was changed, can have rows that differ. */
export async function savePartners(db: Kysely<Tables>, shard: string, task: Task): Promise<void> {
  if (!task.partners && !task.edits) return;
  await db.deleteFrom('task_partners').where('shard', '=', shard).where('task', '=', task.id).execute();
  for (const { agency } of task.partners ?? []) {
    const waits = waitsFor(task, agency.id) ? 1 : 0;
    await db.insertInto('task_partners').values({ shard, agency: agency.id, task: task.id, waits }).execute();
  }
}

/** Ids of the tasks of a shard in which an agency is a partner. */
export const tasksOfPartner = (shard: string, agency: string): RawBuilder<unknown> =>
  sql`(select p.task from task_partners p where p.shard = ${shard} and p.agency = ${agency})`;

/** Tasks in which an agency is a partner, by state, and how many of them wait for its agreement. */
export async function countsOfPartner(db: Kysely<Tables>, agency: string): Promise<PartnerCounts> {
  const rows = await db
    .selectFrom('shards')
    .innerJoin('task_partners as p', 'p.shard', 'shards.shard')
    .innerJoin('tasks', (join) => join.onRef('tasks.shard', '=', 'p.shard').onRef('tasks.id', '=', 'p.task'))
    .select(['tasks.state', (eb) => eb.fn.countAll<number>().as('n'), (eb) => eb.fn.sum<number>('p.waits').as('waits')])
    .where('p.agency', '=', agency)
    .groupBy('tasks.state')
    .execute();
  return {
    states: Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)])),
    toJoin: rows.reduce((sum, { waits }) => sum + Number(waits), 0),
  };
}
