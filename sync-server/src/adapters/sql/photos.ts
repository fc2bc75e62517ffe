import type { Kysely } from 'kysely';
import type { PhotoReads, PhotoWrites } from '../../photos/repository.ts';
import type { Tables } from './schema.ts';

export const photoReads = (db: Kysely<Tables>): PhotoReads => ({
  async byHash(hash) {
    const row = await db.selectFrom('photos').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row && { hash, receivedAt: row.received_at, receipt: Uint8Array.from(row.receipt) };
  },
});

export const photoWrites = (db: Kysely<Tables>): PhotoWrites => ({
  async save({ hash, receivedAt, receipt }) {
    await db
      .insertInto('photos')
      .values({ hash, received_at: receivedAt, receipt })
      .onConflict((c) => c.column('hash').doNothing())
      .execute();
  },
  async renew({ hash, receivedAt, receipt }) {
    await db.updateTable('photos').set({ received_at: receivedAt, receipt }).where('hash', '=', hash).execute();
  },
});
