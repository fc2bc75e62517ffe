import type { Matter } from '@liangma/shared/matters/matter';
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
  async draft() {
    const row = await db.selectFrom('matter_drafts').select('data').executeTakeFirst();
    return row && (fromData(row) as Matter[]);
  },
  async publications() {
    return (await db.selectFrom('matter_publications').select('data').orderBy('version', 'desc').execute()).map(
      fromData,
    );
  },
  async lastUses() {
    const rows = await db
      .selectFrom('shards')
      .innerJoin('matter_uses as u', 'u.shard', 'shards.shard')
      .select(['u.matter', 'u.last_at'])
      .execute();
    const uses = new Map<string, number>();
    for (const { matter, last_at } of rows) uses.set(matter, Math.max(uses.get(matter) ?? 0, Number(last_at)));
    return uses;
  },
});

export const matterWrites = (db: Kysely<Tables>): MatterWrites => ({
  async saveDraft(matters) {
    await db.deleteFrom('matter_drafts').execute();
    if (matters)
      await db
        .insertInto('matter_drafts')
        .values({ id: 1, data: JSON.stringify(matters) })
        .execute();
  },
  async savePublication(publication) {
    const values = { version: publication.version, data: JSON.stringify(publication) };
    await db.insertInto('matter_publications').values(values).execute();
  },
  async noteUse(shard, matters, at) {
    for (const matter of new Set(matters)) {
      await db
        .insertInto('matter_uses')
        .values({ shard, matter, last_at: at })
        .onConflict((c) =>
          c.columns(['shard', 'matter']).doUpdateSet({ last_at: at }).where('matter_uses.last_at', '<', at),
        )
        .execute();
    }
  },
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
