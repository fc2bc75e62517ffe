import { covers } from '@liangma/shared/kernel/regions';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Insertable, Kysely } from 'kysely';
import type { ReadTx, WriteTx } from '../../ports/store.ts';
import type { Tables } from './schema.ts';
import { agencyDoc, matterDoc, officerDoc, regionDoc, writeDocs } from './search/search-docs.ts';

type Reads = Pick<
  ReadTx,
  | 'regions'
  | 'region'
  | 'agency'
  | 'agenciesIn'
  | 'officersOf'
  | 'officers'
  | 'catalogVersion'
  | 'matters'
  | 'mattersOfList'
  | 'enterprise'
  | 'registered'
  | 'isEmpty'
>;
type Writes = Pick<WriteTx, 'saveRegions' | 'saveAgencies' | 'saveOfficers' | 'saveMatters'>;

export const registryReads = (db: Kysely<Tables>): Reads => ({
  regions: (under) => db.selectFrom('regions').selectAll().where('code', 'like', `${under}%`).orderBy('code').execute(),
  region: (code) => db.selectFrom('regions').selectAll().where('code', '=', code).executeTakeFirst(),
  async agency(id) {
    const row = await db.selectFrom('agencies').select('data').where('id', '=', id).executeTakeFirst();
    return row && JSON.parse(row.data);
  },
  async agenciesIn(region) {
    const rows = await db.selectFrom('agencies').select('data').orderBy('id').execute();
    return rows.map((row): Agency => fromData(row)).filter((agency) => covers(region, agency.region));
  },
  async officersOf(agency) {
    const rows = await db.selectFrom('officers').select('data').where('agency', '=', agency).orderBy('id').execute();
    return rows.map(fromData);
  },
  async officers(ids) {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom('officers').select('data').where('id', 'in', ids).execute();
    return rows.map(fromData);
  },
  async catalogVersion() {
    const row = await db.selectFrom('meta').select('value').where('key', '=', 'catalog').executeTakeFirst();
    return Number(row?.value ?? 0);
  },
  async matters() {
    return (await db.selectFrom('matters').select('data').orderBy('id').execute()).map(fromData);
  },
  async mattersOfList(version) {
    const rows = await db
      .selectFrom('matter_lists')
      .select('data')
      .where('version', '=', version)
      .orderBy('id')
      .execute();
    return rows.map(fromData);
  },
  async enterprise(id) {
    const row = await db.selectFrom('enterprises').select('data').where('id', '=', id).executeTakeFirst();
    return row && JSON.parse(row.data);
  },
  async registered(id) {
    const row = await db
      .selectFrom('enterprises')
      .select('data')
      .where('id', '=', id)
      .where('removed', '=', 0)
      .executeTakeFirst();
    return row && JSON.parse(row.data);
  },
  async isEmpty() {
    return (await db.selectFrom('agencies').select('id').limit(1).executeTakeFirst()) === undefined;
  },
});

export const registryWrites = (db: Kysely<Tables>): Writes => ({
  async saveRegions(regions) {
    await insertAll(
      db,
      'regions',
      regions.map(({ code, name }) => ({ code, name })),
    );
    await writeDocs(db, regions.map(regionDoc));
  },
  async saveAgencies(agencies) {
    await insertAll(
      db,
      'agencies',
      agencies.map((a) => ({ id: a.id, data: JSON.stringify(a) })),
    );
    await writeDocs(db, agencies.map(agencyDoc));
  },
  async saveOfficers(officers) {
    await insertAll(
      db,
      'officers',
      officers.map((o) => ({ id: o.id, agency: o.agency, data: JSON.stringify(o) })),
    );
    const regions = new Map<string, string>();
    for (const { agency } of officers) {
      if (!regions.has(agency)) regions.set(agency, (await registryReads(db).agency(agency))?.region ?? '');
    }
    await writeDocs(
      db,
      officers.map((officer) => officerDoc(officer, regions.get(officer.agency) ?? '')),
    );
  },
  async saveMatters(version, matters) {
    const rows = matters.map((m) => ({ id: m.id, data: JSON.stringify(m) }));
    await db.deleteFrom('matters').execute();
    await insertAll(db, 'matters', rows);
    await db.deleteFrom('search_docs').where('kind', '=', 'matter').execute();
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

const ROWS_A_STATEMENT = 200;

async function insertAll<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  rows: Insertable<Tables[T]>[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
    await db
      .insertInto(table)
      .values(rows.slice(i, i + ROWS_A_STATEMENT))
      .execute();
  }
}

const fromData = (row: { data: string }) => JSON.parse(row.data);
