import type { Kysely } from 'kysely';
import type { PhotoReads, PhotoWrites } from '../../photos/repository.ts';
import type { Tables } from './schema.ts';

export const photoReads = (db: Kysely<Tables>): PhotoReads => ({
  async byHash(shard, hash) {
    const row = await db
      .selectFrom('photos')
      .selectAll()
      .where('shard', '=', shard)
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row && { shard, hash, receivedAt: row.received_at, receipt: Uint8Array.from(row.receipt) };
  },
});

export const photoWrites = (db: Kysely<Tables>): PhotoWrites => ({
  async save({ shard, hash, receivedAt, receipt }) {
    await db
      .insertInto('photos')
      .values({ shard, hash, received_at: receivedAt, receipt })
      .onConflict((c) => c.columns(['shard', 'hash']).doNothing())
      .execute();
  },
  async renew({ shard, hash, receivedAt, receipt }) {
    await db
      .updateTable('photos')
      .set({ received_at: receivedAt, receipt })
      .where('shard', '=', shard)
      .where('hash', '=', hash)
      .execute();
  },
});
