import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import { shardOf } from '@liangma/shared/kernel/regions';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { GrantReads, GrantWrites, StoredGrant } from '../../grants/repository.ts';
import type { Tables } from './schema.ts';
import { inShards } from './shards/shards.ts';
import { withdrawCode } from './status-lists.ts';

/** A grant over the whole province is in a shard of its own. */
const PROVINCE_DIGITS = 2;

export const grantReads = (db: Kysely<Tables>): GrantReads => ({
  async byId(shard, id) {
    const row = await withCounts(db).where('grants.shard', '=', shard).where('grants.id', '=', id).executeTakeFirst();
    return row && grantOf(row);
  },
  async ofAgency(shards, agency) {
    const rows = await withCounts(db)
      .where(inShards('grants.shard', shards))
      .where('agency', '=', agency)
      .orderBy('starts_at', 'desc')
      .execute();
    return rows.map(grantOf);
  },
  async ofDevice(shards, device, now) {
    const rows = await withCounts(db)
      .where(inShards('grants.shard', shards))
      .where('device', '=', device)
      .where('ends_at', '>', now)
      .execute();
    return rows.map(grantOf);
  },
  async over(county, now) {
    const rows = await withCounts(db)
      .where(inShards('grants.shard', [shardOf(county), county.slice(0, PROVINCE_DIGITS)]))
      .where('ends_at', '>', now)
      .where('ended_at', 'is', null)
      .where(sql<boolean>`(region like ${`${county}%`} or ${county} like region || '%')`)
      .orderBy('grants.id')
      .execute();
    return rows.map(grantOf);
  },
});

export const grantWrites = (db: Kysely<Tables>): GrantWrites => ({
  async save(grant, signed) {
    const row = {
      agency: grant.agency.id,
      device: grant.device,
      region: grant.region,
      max_codes: grant.maxCodes,
      starts_at: grant.window.from,
      ends_at: grant.window.to,
      ended_at: grant.ended?.at ?? null,
      data: JSON.stringify(grant),
      signed,
    };
    await db
      .insertInto('grants')
      .values({ shard: shardOf(grant.region), id: grant.id, ...row })
      .onConflict((c) => c.columns(['shard', 'id']).doUpdateSet(row))
      .execute();
    if (grant.ended) await withdrawCode(db, grant.statusEntry);
  },
  async saveCode(shard, grant, number) {
    await db
      .insertInto('granted_codes')
      .values({ shard, grant_id: grant, number })
      .onConflict((c) => c.columns(['shard', 'grant_id', 'number']).doNothing())
      .execute();
  },
});

interface Row {
  readonly data: string;
  readonly signed: Uint8Array;
  readonly used: number | null;
  readonly issued: number | null;
}

/** Numbers beyond what the grant allows are no use of it; the kept grant says how many it allows. */
function withCounts(db: Kysely<Tables>): SelectQueryBuilder<Tables, 'grants', Row> {
  const codes = (eb: 'count' | 'max') =>
    sql<number | null>`(select ${sql.raw(eb)}(number) from granted_codes where granted_codes.shard = grants.shard
      and grant_id = grants.id and number >= 1
      and number <= grants.max_codes)`;
  return db.selectFrom('grants').select(['data', 'signed', codes('count').as('used'), codes('max').as('issued')]);
}

const grantOf = (row: Row): StoredGrant => ({
  grant: JSON.parse(row.data) as GivenGrant,
  signed: Uint8Array.from(row.signed),
  used: Number(row.used ?? 0),
  issued: Number(row.issued ?? 0),
});
