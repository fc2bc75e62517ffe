import { covers } from '@liangma/shared/kernel/regions';
import type { QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';
import type { Kysely } from 'kysely';
import type { QuietPeriodReads, QuietPeriodWrites } from '../../quiet-periods/repository.ts';
import { fromData } from './rows.ts';
import type { Tables } from './schema.ts';

export const quietPeriodReads = (db: Kysely<Tables>): QuietPeriodReads => ({
  byId: (id) => quietPeriod(db, id),
  async about(region) {
    const rows = await db.selectFrom('quiet_periods').select('data').execute();
    return rows
      .map((row): QuietPeriod => fromData(row))
      .filter((period) => covers(period.region, region) || covers(region, period.region))
      .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  },
});

export const quietPeriodWrites = (db: Kysely<Tables>): QuietPeriodWrites => ({
  save: (period) => save(db, period),
  async end(id, until) {
    const period = await quietPeriod(db, id);
    if (period) await save(db, { ...period, until });
  },
});

async function quietPeriod(db: Kysely<Tables>, id: string): Promise<QuietPeriod | undefined> {
  const row = await db.selectFrom('quiet_periods').select('data').where('id', '=', id).executeTakeFirst();
  return row && fromData(row);
}

async function save(db: Kysely<Tables>, period: QuietPeriod): Promise<void> {
  const data = JSON.stringify(period);
  await db
    .insertInto('quiet_periods')
    .values({ id: period.id, data })
    .onConflict((c) => c.column('id').doUpdateSet({ data }))
    .execute();
}
