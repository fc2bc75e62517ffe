import type { Kysely } from 'kysely';
import type { MatterReads, MatterWrites } from '../../../matters/repository.ts';
import { NO_SHARD } from '../../../ports/shards.ts';
import { fromData, insertAll } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { matterDoc, writeDocs } from '../search/search-docs.ts';

export const matterReads = (db: Kysely<Tables>): MatterReads => ({
  async version() {
    const row = await db.selectFrom('meta').select('value').where('key', '=', 'catalog').executeTakeFirst();
    return Number(row?.value ?? 0);
  },
  async all() {
    return (await db.selectFrom('matters').select('data').orderBy('id').execute()).map(fromData);
  },
  async ofVersion(version) {
    const rows = await db
      .selectFrom('matter_lists')
      .select('data')
      .where('version', '=', version)
      .orderBy('id')
      .execute();
    return rows.map(fromData);
  },
});

export const matterWrites = (db: Kysely<Tables>): MatterWrites => ({
  async save(version, matters) {
    const rows = matters.map((m) => ({ id: m.id, data: JSON.stringify(m) }));
    await db.deleteFrom('matters').execute();
    await insertAll(db, 'matters', rows);
    await db.deleteFrom('search_docs').where('shard', '=', NO_SHARD).where('kind', '=', 'matter').execute();
    await writeDocs(db, matters.map(matterDoc));
    await db.deleteFrom('matter_lists').where('version', '=', version).execute();
    await insertAll(
      db,
      'matter_lists',
      rows.map((row) => ({ version, ...row })),
    );
    await db
      .insertInto('meta')
      .values({ key: 'catalog', value: String(version) })
      .onConflict((c) => c.column('key').doUpdateSet({ value: String(version) }))
      .execute();
  },
});
