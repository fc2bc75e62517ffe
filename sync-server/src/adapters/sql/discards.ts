import { type Discard, discardSchema } from '@liangma/shared/protocol/discard';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { EventReads, EventWrites } from '../../events/repository.ts';
import type { Tables } from './schema.ts';

export type DiscardReads = Pick<EventReads, 'discards' | 'countDiscards'>;

export const discardReads = (db: Kysely<Tables>): DiscardReads => ({
  async discards(task) {
    const rows = await db
      .selectFrom('discards')
      .selectAll()
      .where('task', '=', task)
      .orderBy('told_at')
      .orderBy('event')
      .execute();
    return rows.map(({ device, told_at: toldAt, data }) => ({ ...read(data), device, toldAt }));
  },
  async countDiscards(device, toldAfter) {
    const row = await db
      .selectFrom('discards')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('device', '=', device)
      .where('told_at', '>', toldAfter)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
});

export const discardWrites = (db: Kysely<Tables>): Pick<EventWrites, 'saveDiscard'> => ({
  async saveDiscard({ device, toldAt, ...discard }) {
    const { event, task } = discard;
    const row = { event, device, task, told_at: toldAt, data: JSON.stringify(discard) };
    const saved = await db
      .insertInto('discards')
      .values(row)
      .onConflict((c) => c.columns(['device', 'event']).doNothing())
      .returning('event')
      .executeTakeFirst();
    return saved !== undefined;
  },
});

const read = (data: string): Discard => v.parse(discardSchema, JSON.parse(data));
