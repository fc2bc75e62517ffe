import type { AttachmentType } from '@liangma/shared/tasks/attachments';
import type { Kysely } from 'kysely';
import type { AttachmentReads, AttachmentWrites } from '../../../attachments/repository.ts';
import type { Tables } from '../schema.ts';
import { noteShard } from '../shards/counters.ts';

export const attachmentReads = (db: Kysely<Tables>): AttachmentReads => ({
  async byHash(shard, agency, hash) {
    const row = await db
      .selectFrom('attachments')
      .selectAll()
      .where('shard', '=', shard)
      .where('agency', '=', agency)
      .where('hash', '=', hash)
      .executeTakeFirst();
    return (
      row && { shard, agency, hash, size: row.size, type: row.type as AttachmentType, at: row.at, by: row.account }
    );
  },
  async bytesSince(shard, agency, since) {
    const row = await db
      .selectFrom('attachments')
      .select((eb) => eb.fn.sum('size').as('bytes'))
      .where('shard', '=', shard)
      .where('agency', '=', agency)
      .where('at', '>=', since)
      .executeTakeFirst();
    return Number(row?.bytes ?? 0);
  },
});

export const attachmentWrites = (db: Kysely<Tables>): AttachmentWrites => ({
  async save({ shard, agency, hash, size, type, at, by }) {
    await noteShard(db, shard);
    await db
      .insertInto('attachments')
      .values({ shard, agency, hash, size, type, at, account: by })
      .onConflict((c) => c.columns(['shard', 'agency', 'hash']).doNothing())
      .execute();
  },
});
