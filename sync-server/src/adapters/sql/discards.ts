import { type Discard, discardSchema } from '@liangma/shared/protocol/discard';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { EventReads, EventWrites } from '../../events/repository.ts';
import type { Tables } from './schema.ts';

export type DiscardReads = Pick<EventReads, 'discards' | 'countDiscards'>;

export const discardReads = (db: Kysely<Tables>): DiscardReads => ({
  async discards(shard, task) {
    const rows = await db
      .selectFrom('discards')
      .selectAll()
      .where('shard', '=', shard)
      .where('task', '=', task)
      .orderBy('received_at')
      .orderBy('event')
      .execute();
    return rows.map(({ device, received_at: receivedAt, data }) => ({ ...read(data), device, receivedAt }));
  },
  async countDiscards(device, since) {
    const row = await db
      .selectFrom('shards')
      .innerJoin('discards', 'discards.shard', 'shards.shard')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('device', '=', device)
      .where('received_at', '>', since)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
});

export const discardWrites = (db: Kysely<Tables>): Pick<EventWrites, 'saveDiscard'> => ({
  async saveDiscard(shard, { device, receivedAt, ...discard }) {
    const { event, task } = discard;
    const row = { shard, event, device, task, received_at: receivedAt, data: JSON.stringify(discard) };
    const saved = await db
      .insertInto('discards')
      .values(row)
      .onConflict((c) => c.columns(['shard', 'device', 'event']).doNothing())
      .returning('event')
      .executeTakeFirst();
    return saved !== undefined;
  },
});

const read = (data: string): Discard => v.parse(discardSchema, JSON.parse(data));
