/** Register of enterprises: each is in the shard of its region. One that moves leaves a removed row in its old shard. */
import { countyOf, shardOf } from '@liangma/shared/kernel/regions';
import { type Enterprise, hasEnded } from '@liangma/shared/registry/enterprise';
import { type Kysely, sql } from 'kysely';
import type { RegistryReads, RegistryWrites } from '../../registry/repository.ts';
import { insertRows } from './rows.ts';
import type { Tables } from './schema.ts';
import { pinyinOf } from './search/pinyin.ts';
import { enterpriseDoc, enterpriseWords, removeDocs, writeDocs } from './search/search-docs.ts';
import { countAll } from './shards/counters.ts';

export const enterpriseReads = (db: Kysely<Tables>): Pick<RegistryReads, 'enterprise' | 'registered'> => ({
  async enterprise(shard, id) {
    const row = await db
      .selectFrom('enterprises')
      .select('data')
      .where('shard', '=', shard)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && JSON.parse(row.data);
  },
  async registered(shard, id) {
    const row = await db
      .selectFrom('enterprises')
      .select('data')
      .where('shard', '=', shard)
      .where('id', '=', id)
      .where('removed', '=', 0)
      .executeTakeFirst();
    return row && JSON.parse(row.data);
  },
});

export const enterpriseWrites = (
  db: Kysely<Tables>,
  writeDocuments: WriteDocs = writeDocs,
): Pick<RegistryWrites, 'saveEnterprises'> => ({
  async saveEnterprises(enterprises) {
    const touched: Touched[] = [];
    for (let i = 0; i < enterprises.length; i += ROWS_A_STATEMENT) {
      touched.push(...(await upsert(db, enterprises.slice(i, i + ROWS_A_STATEMENT), writeDocuments)));
    }
    await noteChanges(db, touched);
    return new Set(touched.map(({ id }) => id)).size;
  },
});

/** Counter of the changes in a county. */
export const enterpriseCounter = (county: string): string => `enterprises:${county}`;

const ROWS_A_STATEMENT = 200;

/** A change of an enterprise. If it moved to another county, it is noted in both, so that devices of the old one drop it. */
interface Touched {
  readonly id: string;
  readonly county: string;
}

type Place = Pick<Tables['places'], 'id' | 'shard'>;

/** Entries of the directory. */
export const placed = (db: Kysely<Tables>, ids: readonly string[]): Promise<Place[]> =>
  db.selectFrom('places').select(['id', 'shard']).where('kind', '=', 'enterprise').where('id', 'in', ids).execute();

async function remove(db: Kysely<Tables>, places: readonly Place[]): Promise<Touched[]> {
  const touched: Touched[] = [];
  for (const [shard, ids] of byShard(places)) {
    const rows = await db
      .updateTable('enterprises')
      .set({ removed: 1 })
      .where('shard', '=', shard)
      .where('id', 'in', ids)
      .where('removed', '=', 0)
      .returning(['id', 'county'])
      .execute();
    await removeDocs(
      db,
      { shard, kind: 'enterprise' },
      rows.map(({ id }) => id),
    );
    touched.push(...rows);
  }
  return touched;
}

export function byShard(places: readonly Place[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { shard, id } of places) found.set(shard, [...(found.get(shard) ?? []), id]);
  return found;
}

type WriteDocs = typeof writeDocs;

async function upsert(
  db: Kysely<Tables>,
  enterprises: readonly Enterprise[],
  writeDocuments: WriteDocs,
): Promise<Touched[]> {
  const places = await placed(
    db,
    enterprises.map(({ id }) => id),
  );
  const known = await knownIn(db, places);
  const rows = enterprises
    .map((e) => ({
      shard: shardOf(e.region),
      id: e.id as string,
      region: e.region,
      county: countyOf(e.region),
      pinyin: pinyinOf(e.name).full,
      words: enterpriseWords(e).join(' '),
      data: JSON.stringify(e),
      removed: hasEnded(e.state) ? 1 : 0,
    }))
    .filter(({ id, data, removed }) => known.get(id)?.data !== data || known.get(id)?.removed !== removed);
  if (rows.length === 0) return [];
  const moved = places.filter(({ id, shard }) => rows.some((row) => row.id === id && row.shard !== shard));
  const left = await remove(db, moved);
  await write(db, rows);
  const written = new Set(rows.map(({ id }) => id));
  const saved = enterprises.filter(({ id }) => written.has(id));
  await writeDocuments(db, saved.filter(({ state }) => !hasEnded(state)).map(enterpriseDoc));
  for (const [shard, ended] of byShard(rows.filter(({ removed }) => removed === 1)))
    await removeDocs(db, { shard, kind: 'enterprise' }, ended);
  const within = rows.flatMap(({ shard, id }) => {
    const before = known.get(id);
    return before && before.shard === shard ? [{ id, county: before.county }] : [];
  });
  return unique([...rows.map(({ id, county }) => ({ id, county })), ...within, ...left]);
}

type Known = Pick<Tables['enterprises'], 'shard' | 'id' | 'county' | 'data' | 'removed'>;

/** Rows where the directory says that they are, not those that were left behind. */
async function knownIn(db: Kysely<Tables>, places: readonly Place[]): Promise<Map<string, Known>> {
  const found = new Map<string, Known>();
  for (const [shard, ids] of byShard(places)) {
    const rows = await db
      .selectFrom('enterprises')
      .select(['shard', 'id', 'county', 'data', 'removed'])
      .where('shard', '=', shard)
      .where('id', 'in', ids)
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

async function write(db: Kysely<Tables>, rows: Tables['enterprises'][]): Promise<void> {
  const placed = rows.map(({ id, shard }) => ({ kind: 'enterprise', id, shard }));
  await insertRows(db, 'places', placed)
    .onConflict((c) => c.columns(['kind', 'id']).doUpdateSet({ shard: sql`excluded.shard` }))
    .execute();
  await insertRows(db, 'enterprises', rows)
    .onConflict((c) =>
      c.columns(['shard', 'id']).doUpdateSet({
        region: sql`excluded.region`,
        county: sql`excluded.county`,
        pinyin: sql`excluded.pinyin`,
        words: sql`excluded.words`,
        removed: sql`excluded.removed`,
        data: sql`excluded.data`,
      }),
    )
    .execute();
}

const unique = (touched: readonly Touched[]): Touched[] => [
  ...new Map(touched.map((one) => [`${one.county} ${one.id}`, one])).values(),
];

async function noteChanges(db: Kysely<Tables>, touched: readonly Touched[]): Promise<void> {
  if (touched.length === 0) return;
  const counties = [...new Set(touched.map(({ county }) => county))];
  const values = await countAll(
    db,
    counties.map((county) => ({ shard: shardOf(county), name: enterpriseCounter(county) })),
  );
  const seqs = new Map(counties.map((county, i) => [county, values[i] as number]));
  const rows = touched.map(({ county, id }) => ({
    shard: shardOf(county),
    county,
    id,
    seq: seqs.get(county) as number,
  }));
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
    await insertRows(db, 'enterprise_changes', rows.slice(i, i + ROWS_A_STATEMENT))
      .onConflict((c) => c.columns(['shard', 'county', 'id']).doUpdateSet({ seq: sql`excluded.seq` }))
      .execute();
  }
}
