import type { Kysely, Selectable } from 'kysely';
import type { Job, JobKey, JobReads, JobWrites } from '../../jobs/repository.ts';
import type { Tables } from './schema.ts';
import { inShards } from './shards/shards.ts';

export const jobReads = (db: Kysely<Tables>): JobReads => ({
  async byKey({ shard, kind, subject, step }) {
    const row = await db
      .selectFrom('jobs')
      .selectAll()
      .where('shard', '=', shard)
      .where('kind', '=', kind)
      .where('subject', '=', subject)
      .where('step', '=', step)
      .executeTakeFirst();
    return row && jobOf(row);
  },
  async dueBy(shard, kind, by, limit) {
    const rows = await db
      .selectFrom('jobs')
      .selectAll()
      .where('shard', '=', shard)
      .where('kind', '=', kind)
      .where('due_at', '<=', by)
      .orderBy('due_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(jobOf);
  },
  async open(shards, kind, subject) {
    const row = await db
      .selectFrom('jobs')
      .select((eb) => [eb.fn.countAll().as('waiting'), eb.fn.count('last_error').as('failing')])
      .where(inShards('shard', shards))
      .where('kind', '=', kind)
      .where('done_at', 'is', null)
      .$if(subject !== undefined, (query) => query.where('subject', '=', subject as string))
      .executeTakeFirstOrThrow();
    return { waiting: Number(row.waiting), failing: Number(row.failing) };
  },
  async overdue(shards, dueBefore, without = []) {
    const row = await db
      .selectFrom('jobs')
      .select((eb) => eb.fn.countAll().as('n'))
      .where(inShards('shard', shards))
      .where('done_at', 'is', null)
      .where('due_at', '<', dueBefore)
      .$if(without.length > 0, (query) => query.where('kind', 'not in', without))
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
  async claimable(shard, { kinds, now, longestSleep, limit }) {
    const rows = await db
      .selectFrom('jobs')
      .selectAll()
      .where('shard', '=', shard)
      .where('done_at', 'is', null)
      .where('due_at', '<=', now)
      .where('kind', 'in', kinds)
      .where((eb) => eb.or([eb('wake_at', '<=', now), eb('wake_at', '>', now + longestSleep)]))
      .orderBy('due_at')
      .orderBy('kind')
      .orderBy('subject')
      .orderBy('step')
      .limit(limit)
      .execute();
    return rows.map(jobOf);
  },
});

export const jobWrites = (db: Kysely<Tables>): JobWrites => {
  const open = ({ shard, kind, subject, step }: JobKey) =>
    db
      .updateTable('jobs')
      .where('shard', '=', shard)
      .where('kind', '=', kind)
      .where('subject', '=', subject)
      .where('step', '=', step)
      .where('done_at', 'is', null);
  /** The job while its owner holds it: a later claim has raised `attempts`. */
  const leased = (job: Job) => open(job).where('owner', '=', job.owner).where('attempts', '=', job.attempts);
  return {
    async add({ shard, kind, subject, step, dueAt }) {
      const added = await db
        .insertInto('jobs')
        .values({
          shard,
          kind,
          subject,
          step,
          due_at: dueAt,
          wake_at: dueAt,
          attempts: 0,
          owner: null,
          last_error: null,
          done_at: null,
        })
        .onConflict((c) => c.columns(['shard', 'kind', 'subject', 'step']).doNothing())
        .returning('step')
        .executeTakeFirst();
      return added !== undefined;
    },
    async claim(job, owner, until) {
      const claimed = await open(job)
        .where('attempts', '=', job.attempts)
        .set({ owner, wake_at: until, attempts: job.attempts + 1 })
        .returningAll()
        .executeTakeFirst();
      return claimed && jobOf(claimed);
    },
    async complete(job, now) {
      const done = await leased(job).set({ owner: null, done_at: now }).returning('step').executeTakeFirst();
      return done !== undefined;
    },
    async fail(job, error, wakeAt) {
      await leased(job).set({ owner: null, last_error: error, wake_at: wakeAt }).execute();
    },
    async deleteDone(shard, kind, dueBefore) {
      await db
        .deleteFrom('jobs')
        .where('shard', '=', shard)
        .where('kind', '=', kind)
        .where('done_at', 'is not', null)
        .where('due_at', '<', dueBefore)
        .execute();
    },
  };
};

const jobOf = (row: Selectable<Tables['jobs']>): Job => ({
  shard: row.shard,
  kind: row.kind,
  subject: row.subject,
  step: row.step,
  dueAt: row.due_at,
  attempts: row.attempts,
  owner: row.owner,
  wakeAt: row.wake_at,
  lastError: row.last_error,
  doneAt: row.done_at,
});
