import { shardOf } from '@liangma/shared/kernel/regions';
import type { Kysely } from 'kysely';
import type { PackReads, PackWrites } from '../../packs/repository.ts';
import { enterpriseCounter } from './enterprises.ts';
import type { Tables } from './schema.ts';

export const packReads = (db: Kysely<Tables>): PackReads => ({
  async enterpriseSeq(county) {
    const row = await db
      .selectFrom('counters')
      .select('value')
      .where('shard', '=', shardOf(county))
      .where('name', '=', enterpriseCounter(county))
      .executeTakeFirst();
    return row?.value ?? 0;
  },
  async countEnterprises(county) {
    const row = await db
      .selectFrom('enterprises')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('shard', '=', shardOf(county))
      .where('county', '=', county)
      .where('removed', '=', 0)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
  async enterprisesAfter(county, id, limit) {
    const rows = await db
      .selectFrom('enterprises')
      .select('data')
      .where('shard', '=', shardOf(county))
      .where('county', '=', county)
      .where('id', '>', id)
      .where('removed', '=', 0)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ data }) => JSON.parse(data));
  },
  async enterpriseChanges(county, seq, limit) {
    const rows = await db
      .selectFrom('enterprise_changes')
      .innerJoin('enterprises', (join) =>
        join
          .onRef('enterprises.shard', '=', 'enterprise_changes.shard')
          .onRef('enterprises.id', '=', 'enterprise_changes.id'),
      )
      .select(['enterprises.data', 'enterprises.removed', 'enterprises.county'])
      .where('enterprise_changes.shard', '=', shardOf(county))
      .where('enterprise_changes.county', '=', county)
      .where('enterprise_changes.seq', '>', seq)
      .orderBy('enterprise_changes.seq')
      .orderBy('enterprise_changes.id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      enterprise: JSON.parse(row.data),
      removed: row.removed !== 0 || row.county !== county,
    }));
  },
  async snapshot(county) {
    const row = await db
      .selectFrom('packs')
      .selectAll()
      .where('shard', '=', shardOf(county))
      .where('county', '=', county)
      .executeTakeFirst();
    return row && { county, seq: row.seq, count: row.count, madeAt: row.made_at, parts: JSON.parse(row.parts) };
  },
  async part(county, hash) {
    const row = await db
      .selectFrom('pack_parts')
      .select('bytes')
      .where('shard', '=', shardOf(county))
      .where('county', '=', county)
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row && Uint8Array.from(row.bytes);
  },
});

export const packWrites = (db: Kysely<Tables>): PackWrites => ({
  async save({ county, seq, count, madeAt, parts }, fresh) {
    const shard = shardOf(county);
    const before = await packReads(db).snapshot(county);
    const kept = [...parts, ...(before?.parts ?? [])];
    await db
      .deleteFrom('pack_parts')
      .where('shard', '=', shard)
      .where('county', '=', county)
      .where((eb) => (kept.length > 0 ? eb('hash', 'not in', kept) : eb.lit(true)))
      .execute();
    for (const { hash, bytes } of fresh) {
      await db
        .insertInto('pack_parts')
        .values({ shard, county, hash, made_at: madeAt, bytes })
        .onConflict((c) => c.columns(['shard', 'county', 'hash']).doNothing())
        .execute();
    }
    const row = { seq, count, made_at: madeAt, parts: JSON.stringify(parts) };
    await db
      .insertInto('packs')
      .values({ shard, county, ...row })
      .onConflict((c) => c.columns(['shard', 'county']).doUpdateSet(row))
      .execute();
  },
});
