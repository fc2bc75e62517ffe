import type { Kysely, Selectable } from 'kysely';
import type { MessageReads, MessageWrites, StoredMessage } from '../../notices/repository.ts';
import type { Tables } from './schema.ts';

export const messageReads = (db: Kysely<Tables>): Omit<MessageReads, 'list' | 'undelivered'> => ({
  async byId(shard, id) {
    const row = await ofShard(db, shard).where('id', '=', id).executeTakeFirst();
    return row && messageOf(row);
  },
  async ofTask(shard, task) {
    const rows = await ofShard(db, shard).where('task', '=', task).orderBy('id').execute();
    return rows.map(messageOf);
  },
  async due(shard, now, limit) {
    const rows = await ofShard(db, shard)
      .where('next_at', 'is not', null)
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .limit(limit)
      .execute();
    return rows.map(messageOf);
  },
});

const ofShard = (db: Kysely<Tables>, shard: string) => db.selectFrom('messages').selectAll().where('shard', '=', shard);

export const messageWrites = (db: Kysely<Tables>): MessageWrites => ({
  async add(message) {
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('messages')
      .values(rowOf(message))
      .onConflict((c) => c.columns(['shard', 'key']).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  },
  /** An update of nothing takes the row, in either database. */
  async hold(shard, id) {
    const row = await db
      .updateTable('messages')
      .set({ id })
      .where('shard', '=', shard)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && messageOf(row);
  },
  async save(message) {
    const { shard, id, state, next_at, data } = rowOf(message);
    await db
      .updateTable('messages')
      .set({ state, next_at, data })
      .where('shard', '=', shard)
      .where('id', '=', id)
      .execute();
  },
});

const rowOf = ({ shard, county, key, ...message }: StoredMessage): Selectable<Tables['messages']> => ({
  shard,
  id: message.id,
  county,
  channel: message.channel,
  created_at: message.createdAt,
  key,
  task: message.task,
  state: message.delivery.state,
  next_at: message.delivery.state === 'queued' ? message.delivery.nextAt : null,
  data: JSON.stringify(message),
});

export const messageOf = ({ shard, county, key, data }: Selectable<Tables['messages']>): StoredMessage => ({
  ...(JSON.parse(data) as StoredMessage),
  shard,
  county,
  key,
});
