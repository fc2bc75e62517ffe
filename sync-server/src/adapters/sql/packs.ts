import { countyOf, shardOf } from '@liangma/shared/kernel/regions';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Kysely } from 'kysely';
import type { PackReads, PackWrites } from '../../packs/repository.ts';
import type { RegistryWrites } from '../../registry/repository.ts';
import type { Tables } from './schema.ts';
import { pinyinOf } from './search/pinyin.ts';
import { enterpriseDoc, removeDocs, writeDocs } from './search/search-docs.ts';
import { countOf } from './shards/counters.ts';

export const packReads = (db: Kysely<Tables>): PackReads => ({
  async enterpriseSeq(county) {
    const row = await db
      .selectFrom('counters')
      .select('value')
      .where('shard', '=', shardOf(county))
      .where('name', '=', counterOf(county))
      .executeTakeFirst();
    return row?.value ?? 0;
  },
  async countEnterprises(county) {
    const row = await db
      .selectFrom('enterprises')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('county', '=', county)
      .where('removed', '=', 0)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
  async enterprisesAfter(county, id, limit) {
    const rows = await db
      .selectFrom('enterprises')
      .select('data')
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
      .innerJoin('enterprises', 'enterprises.id', 'enterprise_changes.id')
      .select(['enterprises.data', 'enterprises.removed', 'enterprises.county'])
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
    const row = await db.selectFrom('packs').selectAll().where('county', '=', county).executeTakeFirst();
    return row && { county, seq: row.seq, count: row.count, madeAt: row.made_at, parts: JSON.parse(row.parts) };
  },
  async part(county, hash) {
    const row = await db
      .selectFrom('pack_parts')
      .select('bytes')
      .where('county', '=', county)
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row && Uint8Array.from(row.bytes);
  },
});

export const enterpriseWrites = (
  db: Kysely<Tables>,
): Pick<RegistryWrites, 'saveEnterprises' | 'removeEnterprises'> => ({
  async saveEnterprises(enterprises) {
    const touched: Touched[] = [];
    for (let i = 0; i < enterprises.length; i += ROWS_A_STATEMENT) {
      touched.push(...(await upsert(db, enterprises.slice(i, i + ROWS_A_STATEMENT))));
    }
    await noteChanges(db, touched);
    return new Set(touched.map(({ id }) => id)).size;
  },
  async removeEnterprises(ids) {
    const touched: Touched[] = [];
    for (let i = 0; i < ids.length; i += ROWS_A_STATEMENT) {
      const rows = await db
        .updateTable('enterprises')
        .set({ removed: 1 })
        .where('id', 'in', ids.slice(i, i + ROWS_A_STATEMENT))
        .where('removed', '=', 0)
        .returning(['id', 'county'])
        .execute();
      touched.push(...rows);
    }
    await removeDocs(
      db,
      'enterprise',
      touched.map(({ id }) => id),
    );
    await noteChanges(db, touched);
    return touched.length;
  },
});

export const packWrites = (db: Kysely<Tables>): PackWrites => ({
  async save({ county, seq, count, madeAt, parts }, fresh) {
    const before = await packReads(db).snapshot(county);
    const kept = [...parts, ...(before?.parts ?? [])];
    await db
      .deleteFrom('pack_parts')
      .where('county', '=', county)
      .where((eb) => (kept.length > 0 ? eb('hash', 'not in', kept) : eb.lit(true)))
      .execute();
    for (const { hash, bytes } of fresh) {
      await db
        .insertInto('pack_parts')
        .values({ county, hash, made_at: madeAt, bytes })
        .onConflict((c) => c.columns(['county', 'hash']).doNothing())
        .execute();
    }
    const row = { seq, count, made_at: madeAt, parts: JSON.stringify(parts) };
    await db
      .insertInto('packs')
      .values({ county, ...row })
      .onConflict((c) => c.column('county').doUpdateSet(row))
      .execute();
  },
});

const ROWS_A_STATEMENT = 200;

const counterOf = (county: string): string => `enterprises:${county}`;

/** A change of an enterprise. If it moved to another county, it is noted in both, so that devices of the old one drop it. */
interface Touched {
  readonly id: string;
  readonly county: string;
}

async function upsert(db: Kysely<Tables>, enterprises: readonly Enterprise[]): Promise<Touched[]> {
  const ids = enterprises.map(({ id }) => id);
  const known = await db
    .selectFrom('enterprises')
    .select(['id', 'county', 'data', 'removed'])
    .where('id', 'in', ids)
    .execute();
  const before = new Map(known.map((row) => [row.id, row]));
  const rows = enterprises
    .map((e) => ({ id: e.id as string, region: e.region, name: e.name, data: JSON.stringify(e) }))
    .map((row) => ({ ...row, county: countyOf(row.region), removed: 0, pinyin: pinyinOf(row.name).full }))
    .filter(({ id, data }) => before.get(id)?.data !== data || before.get(id)?.removed !== 0);
  for (const { id, ...row } of rows.filter(({ id }) => before.has(id))) {
    await db.updateTable('enterprises').set(row).where('id', '=', id).execute();
  }
  const fresh = rows.filter(({ id }) => !before.has(id));
  if (fresh.length > 0) await db.insertInto('enterprises').values(fresh).execute();
  const written = new Set(rows.map(({ id }) => id));
  await writeDocs(db, enterprises.filter(({ id }) => written.has(id)).map(enterpriseDoc));
  return rows.flatMap(({ id, county }) => {
    const left = before.get(id)?.county ?? county;
    return left === county
      ? [{ id, county }]
      : [
          { id, county },
          { id, county: left },
        ];
  });
}

async function noteChanges(db: Kysely<Tables>, touched: readonly Touched[]): Promise<void> {
  for (const county of new Set(touched.map((one) => one.county))) {
    const seq = await countOf(db, shardOf(county), counterOf(county));
    const rows = touched.filter((one) => one.county === county).map(({ id }) => ({ county, id, seq }));
    for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
      await db
        .insertInto('enterprise_changes')
        .values(rows.slice(i, i + ROWS_A_STATEMENT))
        .onConflict((c) => c.columns(['county', 'id']).doUpdateSet({ seq }))
        .execute();
    }
  }
}
