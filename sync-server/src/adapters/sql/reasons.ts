import { countyOf } from '@liangma/shared/kernel/regions';
import type { Kysely } from 'kysely';
import type { ReasonReads, ReasonWrites } from '../../compliance/repository.ts';
import type { Tables } from './schema.ts';

export const reasonReads = (db: Kysely<Tables>): ReasonReads => ({
  async counts(region, since) {
    const rows = await db
      .selectFrom('reasons')
      .select((eb) => ['rule', 'agency', eb.fn.countAll().as('count'), eb.fn.max('at').as('latest')])
      .where('county', 'like', `${region}%`)
      .where('at', '>=', since)
      .groupBy(['rule', 'agency'])
      .execute();
    return rows.map(({ rule, agency, count, latest }) => ({
      rule,
      agency,
      count: Number(count),
      latest: Number(latest),
    }));
  },
});

export const reasonWrites = (db: Kysely<Tables>): ReasonWrites => ({
  async save({ id: task, agency, enterprise, applied }, rules) {
    await db.deleteFrom('reasons').where('task', '=', task).execute();
    const place = { task, agency: agency.id, county: countyOf(enterprise.region), at: applied.at };
    for (const rule of rules)
      await db
        .insertInto('reasons')
        .values({ ...place, rule })
        .execute();
  },
});
