import type { ArchivedPaper } from '@liangma/shared/tasks/papers/archived-paper';
import type { Kysely } from 'kysely';
import type { ArchiveReads, ArchiveWrites } from '../../../archive/repository.ts';
import { fromData } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { noteShard } from '../shards/counters.ts';

export const archiveReads = (db: Kysely<Tables>): ArchiveReads => ({
  async ofTask(shard, task) {
    const rows = await db
      .selectFrom('archived_papers')
      .select('data')
      .where('shard', '=', shard)
      .where('task', '=', task)
      .execute();
    return rows
      .map((row): ArchivedPaper => fromData(row))
      .sort((a, b) => a.decidedAt - b.decidedAt || Number(a.kind > b.kind) - Number(a.kind < b.kind));
  },
});

export const archiveWrites = (db: Kysely<Tables>): ArchiveWrites => ({
  async add(shard, task, paper) {
    await noteShard(db, shard);
    await db
      .insertInto('archived_papers')
      .values({ shard, task, hash: paper.hash, data: JSON.stringify(paper) })
      .onConflict((c) => c.columns(['shard', 'task', 'hash']).doNothing())
      .execute();
  },
});
