import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { Alert, AlertPlace, AlertReads, AlertState, AlertWrites } from '../../ports/alerts.ts';
import type { Tables } from './schema.ts';

export const alertReads = (db: Kysely<Tables>): AlertReads => ({
  async openAlerts(region) {
    const rows = await db
      .selectFrom('alerts')
      .selectAll()
      .where('state', '=', 'open')
      .where('county', 'like', `${region}%`)
      .orderBy('at', 'desc')
      .execute();
    return rows.map(alertOf);
  },
  async alertsFrom(region, state, limit, before) {
    const rows = await listed(db, region, state)
      .selectAll()
      .$if(before !== undefined, (query) => query.where(olderThan(before as AlertPlace)))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(alertOf);
  },
  async countAlerts(region, state) {
    const { n } = await listed(db, region, state)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  },
  async alertsOf(task) {
    const rows = await db.selectFrom('alerts').selectAll().where('task', '=', task).orderBy('id').execute();
    return rows.map(alertOf);
  },
});

const listed = (db: Kysely<Tables>, region: string, state: AlertState) =>
  db.selectFrom('alerts').where('state', '=', state).where('county', 'like', `${region}%`);

const olderThan =
  ({ at, id }: AlertPlace) =>
  (eb: ExpressionBuilder<Tables, 'alerts'>) =>
    eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', id)])]);

export const alertWrites = (db: Kysely<Tables>): AlertWrites => ({
  /** An update of nothing takes the row, in either database. */
  async holdAlert(id) {
    const row = await db.updateTable('alerts').set({ id }).where('id', '=', id).returningAll().executeTakeFirst();
    return row && alertOf(row);
  },
  async saveAlert({ id, missing, closed, ...alert }) {
    const row = {
      ...alert,
      state: closed ? 'closed' : 'open',
      ...{ missing: missing && JSON.stringify(missing), closed: closed && JSON.stringify(closed) },
    };
    await db
      .insertInto('alerts')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },
});

export const alertOf = ({ state: _, missing, closed, ...row }: Selectable<Tables['alerts']>): Alert => ({
  ...row,
  missing: missing === null ? null : JSON.parse(missing),
  closed: closed === null ? null : JSON.parse(closed),
});
