/** Status lists: the withdrawn codes of each shard by the day on which they expire, and the next free bit of each day. */

import type { StatusEntry } from '@liangma/shared/trust/status-list';
import { type Kysely, sql } from 'kysely';
import type { TrustReads, TrustWrites } from '../../trust/repository.ts';
import type { Tables } from './schema.ts';
import { noteShard } from './shards/counters.ts';

/** Row of `meta` with the roots. */
const ROOTS = 'roots';

export const trustReads = (db: Kysely<Tables>): TrustReads => ({
  async roots() {
    const row = await db.selectFrom('meta').select('value').where('key', '=', ROOTS).executeTakeFirst();
    return row?.value.split(' ') ?? [];
  },
  async withdrawnCodes(shard, fromDay) {
    return db
      .selectFrom('withdrawn_codes')
      .select(['day', 'index'])
      .where('shard', '=', shard)
      .where('day', '>=', fromDay)
      .orderBy('day')
      .orderBy('index')
      .execute();
  },
  /** Bits are only ever set, so that their number tells of each. */
  async revision(fromDay) {
    const catalog = await db.selectFrom('meta').select('value').where('key', '=', 'catalog').executeTakeFirst();
    const rows = await db
      .selectFrom('shards')
      .innerJoin('withdrawn_codes', 'withdrawn_codes.shard', 'shards.shard')
      .select(['shards.shard', (eb) => eb.fn.countAll().as('count')])
      .where('withdrawn_codes.day', '>=', fromDay)
      .groupBy('shards.shard')
      .execute();
    return {
      catalog: catalog?.value ?? '',
      withdrawn: new Map(rows.map(({ shard, count }) => [shard, Number(count)])),
    };
  },
});

export const trustWrites = (db: Kysely<Tables>): TrustWrites => ({
  async saveRoots(kids) {
    const row = { key: ROOTS, value: kids.join(' ') };
    await db
      .insertInto('meta')
      .values(row)
      .onConflict((c) => c.column('key').doUpdateSet(row))
      .execute();
  },
  async takeIndexes(shard, day, count) {
    const first = await firstIndex(db, day);
    const row = await db
      .insertInto('counters')
      .values({ shard, name: `status:${day}`, value: first + count })
      .onConflict((c) =>
        c.columns(['shard', 'name']).doUpdateSet({
          value: sql`case when counters.value < ${first} then ${first} else counters.value end + ${count}`,
        }),
      )
      .returning('value')
      .executeTakeFirstOrThrow();
    if (row.value - count === first) await noteShard(db, shard);
    return row.value - count;
  },
  withdraw: (entry) => withdrawCode(db, entry),
});

export async function withdrawCode(db: Kysely<Tables>, { shard, day, index }: StatusEntry): Promise<void> {
  await db
    .insertInto('withdrawn_codes')
    .values({ shard, day, index })
    .onConflict((c) => c.columns(['shard', 'day', 'index']).doNothing())
    .execute();
}

/** Bits below this one may belong to codes that a restored store has lost. */
interface SkippedBits {
  readonly first: number;
  /** Last day that codes issued before the restore can expire on. */
  readonly untilDay: number;
}

const SKIPPED = 'skipped-status-bits';

/** More codes than one shard issues for one day between two backups. A bit of a status list costs an eighth of a byte. */
const BITS_SKIPPED = 10_000;
/** Codes are approved less than a year ahead. */
const DAYS_SKIPPED = 366;

async function firstIndex(db: Kysely<Tables>, day: number): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', SKIPPED).executeTakeFirst();
  const skipped = row && (JSON.parse(row.value) as SkippedBits);
  return skipped && day <= skipped.untilDay ? skipped.first : 0;
}

/** Gives the bits of codes that were issued since a backup to no others. `today`: days since 1970. */
export async function skipStatusBits(db: Kysely<Tables>, today: number): Promise<void> {
  const { most } = await db
    .selectFrom('shards')
    .innerJoin('counters', 'counters.shard', 'shards.shard')
    .select((eb) => eb.fn.max('counters.value').as('most'))
    .where('counters.name', 'like', 'status:%')
    .executeTakeFirstOrThrow();
  const skipped: SkippedBits = { first: Number(most ?? 0) + BITS_SKIPPED, untilDay: today + DAYS_SKIPPED };
  const value = JSON.stringify(skipped);
  await db
    .insertInto('meta')
    .values({ key: SKIPPED, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute();
}
