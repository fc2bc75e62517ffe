/** The list of messages. Its index begins with the shard and the state. */
import { messageListSpec, UNDELIVERED } from '@liangma/shared/notices/message-list';
import { type Kysely, sql } from 'kysely';
import type { MessageReads } from '../../../notices/repository.ts';
import { messageOf } from '../messages.ts';
import type { Tables } from '../schema.ts';
import { inShards, shardsUnder } from '../shards/shards.ts';
import { listPage } from './list-page.ts';
import type { ListSource } from './page-parts.ts';

export const messageListReads = (db: Kysely<Tables>): Pick<MessageReads, 'list' | 'undelivered'> => ({
  async list(region, query) {
    const { state, channel } = query.filters;
    const states = state ? [state] : [...UNDELIVERED];
    const shards = await shardsUnder(db, region);
    const source: ListSource = {
      spec: messageListSpec,
      table: 'messages',
      kind: 'task',
      shards,
      match: { clauses: [], numbers: [] },
      scope: [],
      where: [sql`messages.state in (${sql.join(states)})`],
      narrowing: [sql`messages.county like ${`${region}%`}`, ...(channel ? [sql`messages.channel = ${channel}`] : [])],
      value: sql.ref('messages.created_at'),
    };
    return listPage(db, source, query, async (ids) => {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('messages')
        .selectAll()
        .where(inShards('shard', shards))
        .where('id', 'in', ids)
        .execute();
      return new Map(rows.map((row) => [row.id, messageOf(row)]));
    });
  },
  async undelivered(region, { since, lateBefore }) {
    const rows = await db
      .selectFrom('messages')
      .select([
        'state',
        sql<number>`count(*)`.as('n'),
        sql<number>`sum(case when created_at < ${lateBefore} then 1 else 0 end)`.as('late'),
      ])
      .where(inShards('shard', await shardsUnder(db, region)))
      .where('state', 'in', [...UNDELIVERED])
      .where('created_at', '>=', since)
      .where('county', 'like', `${region}%`)
      .groupBy('state')
      .execute();
    const [queued, failed] = UNDELIVERED.map((state) => rows.find((row) => row.state === state));
    return { waiting: Number(queued?.n ?? 0), late: Number(queued?.late ?? 0), failed: Number(failed?.n ?? 0) };
  },
});
