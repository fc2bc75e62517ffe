import type { Task } from '@liangma/shared/tasks/task';
import type { Kysely } from 'kysely';
import type { DraftReads, DraftWrites, StoredDraft } from '../../drafts/repository.ts';
import { prepared } from './connection/prepared.ts';
import type { Tables } from './schema.ts';
import { countOf } from './shards/counters.ts';
import { after } from './shards/feed.ts';

/** Counter with the last number of the feed of a shard's drafts. */
const DRAFTS = 'drafts';

export const draftReads = (db: Kysely<Tables>): DraftReads => ({
  async ofTask(shard, task) {
    const [row] = await draftByTask(db, { shard, task });
    return row && draftOf(row);
  },
  async feed(officer, checkpoint, limit) {
    const rows = await db
      .selectFrom('shards')
      .innerJoin('task_officers', 'task_officers.shard', 'shards.shard')
      .innerJoin('drafts', (join) =>
        join.onRef('drafts.shard', '=', 'task_officers.shard').onRef('drafts.task', '=', 'task_officers.task'),
      )
      .innerJoin('tasks', (join) =>
        join.onRef('tasks.shard', '=', 'task_officers.shard').onRef('tasks.id', '=', 'task_officers.task'),
      )
      .selectAll('drafts')
      .select('tasks.data as taskData')
      .where('task_officers.officer', '=', officer)
      .where(after('drafts.shard', 'drafts.seq', checkpoint))
      .orderBy('drafts.shard')
      .orderBy('drafts.seq')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...draftOf(row), officers: officersIn(row.taskData) }));
  },
});

export const draftWrites = (db: Kysely<Tables>): DraftWrites => ({
  next: (shard) => countOf(db, shard, DRAFTS),
  async save({ task, shard, seq, updatedAt, ended, draft }) {
    const row = { seq, updated_at: updatedAt, ended: ended ? 1 : 0, data: JSON.stringify(draft) };
    await db
      .insertInto('drafts')
      .values({ shard, task, ...row })
      .onConflict((c) => c.columns(['shard', 'task']).doUpdateSet(row))
      .execute();
  },
});

/**
 * [DRAFT-5] Moves the draft of a task to the end of its feed, so that officers who come to the task get it whatever their
 * checkpoint, and officers who leave get its tombstone. The number is taken first: a draft that is saved at the same time
 * is then either visible here or has a later number.
 */
export async function redeliverDraft(db: Kysely<Tables>, shard: string, task: string): Promise<void> {
  const seq = await countOf(db, shard, DRAFTS);
  await db.updateTable('drafts').set({ seq }).where('shard', '=', shard).where('task', '=', task).execute();
}

const draftByTask = prepared<{ shard: string; task: string }, Tables['drafts']>((db, { shard, task }) =>
  db.selectFrom('drafts').selectAll().where('shard', '=', shard).where('task', '=', task),
);

const draftOf = (row: Tables['drafts']): StoredDraft => ({
  task: row.task,
  shard: row.shard,
  seq: row.seq,
  updatedAt: row.updated_at,
  ended: row.ended === 1,
  draft: JSON.parse(row.data),
});

const officersIn = (task: string): string[] => (JSON.parse(task) as Task).officers.map(({ id }) => id);
