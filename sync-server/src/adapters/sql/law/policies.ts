import type { CalendarYear } from '@liangma/shared/kernel/working-days';
import type { Kysely } from 'kysely';
import type { PolicyReads, PolicyWrites } from '../../../compliance/policy-repository.ts';
import { fromData } from '../rows.ts';
import type { Tables } from '../schema.ts';

export const policyReads = (db: Kysely<Tables>): PolicyReads => ({
  async revision() {
    const row = await db.selectFrom('meta').select('value').where('key', '=', 'policies').executeTakeFirst();
    return Number(row?.value ?? 0);
  },
  async rows() {
    return (await db.selectFrom('policies').select('data').orderBy('id').execute()).map(fromData);
  },
  async years() {
    const rows = await db.selectFrom('calendar_years').select(['year', 'data']).orderBy('revision').execute();
    const newest = new Map(rows.map((row) => [row.year, fromData(row) as CalendarYear]));
    return [...newest.values()].sort((a, b) => a.year - b.year);
  },
});

export const policyWrites = (db: Kysely<Tables>): PolicyWrites => ({
  async saveRows(rows) {
    for (const row of rows) {
      const values = { id: row.id, data: JSON.stringify(row) };
      await db
        .insertInto('policies')
        .values(values)
        .onConflict((c) => c.column('id').doNothing())
        .execute();
    }
    await nextRevision(db);
  },
  async saveYears(years) {
    const revision = await nextRevision(db);
    for (const { year, ...rest } of years) {
      await db
        .insertInto('calendar_years')
        .values({ year, revision, data: JSON.stringify({ year, ...rest }) })
        .onConflict((c) => c.columns(['year', 'revision']).doNothing())
        .execute();
    }
  },
});

async function nextRevision(db: Kysely<Tables>): Promise<number> {
  const revision = (await policyReads(db).revision()) + 1;
  await db
    .insertInto('meta')
    .values({ key: 'policies', value: String(revision) })
    .onConflict((c) => c.column('key').doUpdateSet({ value: String(revision) }))
    .execute();
  return revision;
}
