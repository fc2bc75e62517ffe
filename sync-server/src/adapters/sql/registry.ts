import type { Agency } from '@liangma/shared/registry/agency';
import { type Kysely, sql } from 'kysely';
import type { RegistryReads, RegistryWrites } from '../../registry/repository.ts';
import { listed } from './connection/prepared.ts';
import { fromData, insertAll } from './rows.ts';
import type { Tables } from './schema.ts';
import { inRegion } from './search/regions.ts';
import { agencyDoc, regionDoc, writeDocs } from './search/search-docs.ts';

export const registryReads = (
  db: Kysely<Tables>,
): Pick<RegistryReads, 'regions' | 'region' | 'regionNames' | 'agency' | 'agencyNames' | 'agenciesIn' | 'isEmpty'> => ({
  regions: (under) => db.selectFrom('regions').selectAll().where('code', 'like', `${under}%`).orderBy('code').execute(),
  region: (code) => db.selectFrom('regions').selectAll().where('code', '=', code).executeTakeFirst(),
  async agency(id) {
    const row = await db.selectFrom('agencies').select('data').where('id', '=', id).executeTakeFirst();
    return row && JSON.parse(row.data);
  },
  async regionNames(codes) {
    const asked = [...new Set(codes)];
    if (asked.length === 0) return new Map();
    const rows = await db
      .selectFrom('regions')
      .selectAll()
      .where('code', 'in', listed(db, JSON.stringify(asked)))
      .execute();
    return new Map(rows.map(({ code, name }) => [code, name]));
  },
  async agencyNames(ids) {
    const asked = [...new Set(ids)];
    if (asked.length === 0) return new Map();
    const rows = await db
      .selectFrom('agencies')
      .select(['id', 'data'])
      .where('id', 'in', listed(db, JSON.stringify(asked)))
      .execute();
    return new Map(rows.map((row) => [row.id, (fromData(row) as Agency).name]));
  },
  async agenciesIn(region) {
    const rows = await db
      .selectFrom('agencies')
      .select('data')
      .where(inRegion(sql.ref('region'), region))
      .orderBy('id')
      .execute();
    return rows.map((row): Agency => fromData(row));
  },
  async isEmpty() {
    return (await db.selectFrom('agencies').select('id').limit(1).executeTakeFirst()) === undefined;
  },
});

const ROWS_A_STATEMENT = 200;

export const agencyRow = (agency: Agency): Tables['agencies'] => ({
  id: agency.id,
  region: agency.region,
  confirmed: Number(agency.confirmation !== null),
  active_until: agency.activeUntil,
  data: JSON.stringify(agency),
});

export const registryWrites = (db: Kysely<Tables>): Pick<RegistryWrites, 'saveRegions' | 'saveAgencies'> => ({
  async saveRegions(regions) {
    await insertAll(
      db,
      'regions',
      regions.map(({ code, name }) => ({ code, name })),
    );
    await writeDocs(db, regions.map(regionDoc));
  },
  async saveAgencies(agencies) {
    for (let i = 0; i < agencies.length; i += ROWS_A_STATEMENT) {
      await db
        .insertInto('agencies')
        .values(agencies.slice(i, i + ROWS_A_STATEMENT).map(agencyRow))
        .onConflict((c) =>
          c.column('id').doUpdateSet({
            region: sql`excluded.region`,
            confirmed: sql`excluded.confirmed`,
            active_until: sql`excluded.active_until`,
            data: sql`excluded.data`,
          }),
        )
        .execute();
    }
    await writeDocs(db, agencies.map(agencyDoc));
  },
});
