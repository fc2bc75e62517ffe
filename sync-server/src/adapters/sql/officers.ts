import type { Officer } from '@liangma/shared/registry/officer';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { OfficerReads, OfficerWrites, StoredSuspension } from '../../officers/repository.ts';
import { prepared } from './connection/prepared.ts';
import { registryReads } from './registry.ts';
import { fromData } from './rows.ts';
import type { Tables } from './schema.ts';
import { officerDoc, writeDocs } from './search/search-docs.ts';

export const officerReads = (db: Kysely<Tables>): Omit<OfficerReads, 'list'> => ({
  async ofAgency(agency) {
    const rows = await db.selectFrom('officers').select('data').where('agency', '=', agency).orderBy('id').execute();
    return rows.map(fromData);
  },
  async byIds(ids) {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom('officers').select('data').where('id', 'in', ids).orderBy('id').execute();
    return rows.map(fromData);
  },
  async byCertificates(numbers) {
    if (numbers.length === 0) return [];
    const rows = await db.selectFrom('officers').select('data').where('certificate', 'in', numbers).execute();
    return rows.map(fromData);
  },
  async after(id, limit) {
    const rows = await db
      .selectFrom('officers')
      .select('data')
      .where('id', '>', id)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(fromData);
  },
  async suspensions(officer) {
    return (await suspensionsById(db, { officer })).map(suspensionOf);
  },
});

export const officerWrites = (db: Kysely<Tables>): OfficerWrites => ({
  async save(officers) {
    const regions = new Map<string, string>();
    for (const { agency } of officers) {
      if (!regions.has(agency)) regions.set(agency, (await registryReads(db).agency(agency))?.region ?? '');
    }
    const regionOf = ({ agency }: Officer): string => regions.get(agency) ?? '';
    const rows = officers.map((officer) => ({ ...officerRow(officer), region: regionOf(officer) }));
    for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
      await db
        .insertInto('officers')
        .values(rows.slice(i, i + ROWS_A_STATEMENT))
        .onConflict((c) =>
          c.column('id').doUpdateSet({
            agency: sql`excluded.agency`,
            region: sql`excluded.region`,
            certificate: sql`excluded.certificate`,
            valid_to: sql`excluded.valid_to`,
            suspended: sql`excluded.suspended`,
            data: sql`excluded.data`,
          }),
        )
        .execute();
    }
    await writeDocs(
      db,
      officers.map((officer) => officerDoc(officer, regionOf(officer))),
    );
  },
  async change(officer) {
    await db.updateTable('officers').set(officerRow(officer)).where('id', '=', officer.id).execute();
  },
  async saveSuspension({ id, officer, from, until, by, reason }) {
    const row = { officer, starts_at: from, ends_at: until, given_by: by, reason };
    await db
      .insertInto('suspensions')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },
});

const ROWS_A_STATEMENT = 200;

/** The region is that of the agency. */
export const officerRow = (officer: Officer): Omit<Tables['officers'], 'region'> => ({
  id: officer.id,
  agency: officer.agency,
  certificate: officer.certificate.number,
  valid_to: officer.certificate.validTo,
  suspended: Number(officer.suspended),
  data: JSON.stringify(officer),
});

const suspensionsById = prepared<{ officer: string }, Selectable<Tables['suspensions']>>((db, { officer }) =>
  db.selectFrom('suspensions').selectAll().where('officer', '=', officer).orderBy('starts_at'),
);

const suspensionOf = (row: Selectable<Tables['suspensions']>): StoredSuspension => ({
  id: row.id,
  officer: row.officer,
  from: row.starts_at,
  until: row.ends_at,
  by: row.given_by,
  reason: row.reason,
});
