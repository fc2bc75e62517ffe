/** The list of alerts. Its search is that of the inspections they are about. */

import { ALERT_CODES, alertListSpec } from '@liangma/shared/alerts/alert-list';
import { ALERT_SEVERITY } from '@liangma/shared/alerts/alerts';
import { DAY, startOfDay } from '@liangma/shared/kernel/instant';
import { type Kysely, sql } from 'kysely';
import type { AlertReads } from '../../../alerts/repository.ts';
import { alertOf } from '../alerts.ts';
import type { Tables } from '../schema.ts';
import { holds, matchOf } from '../search/search-match.ts';
import { inShards, shardsUnder, within } from '../shards/shards.ts';
import { type ListSource, listPage } from './list-page.ts';
import { hasNumber } from './task-lists.ts';

export const alertListReads = (db: Kysely<Tables>): Pick<AlertReads, 'list' | 'openCodes'> => ({
  async openCodes(shards, tasks) {
    const found = new Map<string, string[]>();
    if (tasks.length === 0) return found;
    const open = db
      .selectFrom('alerts')
      .select(['task', 'code'])
      .where(inShards('shard', shards))
      .where('state', '=', 'open');
    for (const { task, code } of await open.where('task', 'in', tasks).orderBy('id').execute()) {
      found.set(task, [...(found.get(task) ?? []), code]);
    }
    return found;
  },
  async list(scope, query) {
    const { state = 'open', severity, code, region, from, to } = query.filters;
    const match = await matchOf(db, 'task', query.q, {});
    const codes = ALERT_CODES.filter(
      (one) => (!code || one === code) && (!severity || ALERT_SEVERITY[one] === severity),
    );
    const where = [sql`alerts.state = ${state}`, sql`alerts.county like ${`${scope}%`}`];
    if (code || severity) where.push(codes.length === 0 ? sql`1 = 0` : sql`alerts.code in (${sql.join(codes)})`);
    if (region) where.push(sql`alerts.county like ${`${region}%`}`);
    if (from) where.push(sql`alerts.at >= ${startOfDay(from)}`);
    if (to) where.push(sql`alerts.at < ${startOfDay(to) + DAY}`);
    if (match.clauses.length > 0) {
      where.push(sql`exists (select 1 from search_docs d where d.shard = alerts.shard and d.kind = 'task' and d.id = alerts.task
        and ${holds(db, match, 'd')})`);
    }
    for (const number of match.numbers)
      where.push(sql`exists (select 1 from tasks where tasks.shard = alerts.shard
        and tasks.id = alerts.task and ${hasNumber(number)})`);
    const shards = await shardsUnder(db, within(scope, region));
    const source: ListSource = {
      spec: alertListSpec,
      table: 'alerts',
      kind: 'task',
      shards,
      value: sql.ref<number>('alerts.at'),
      match: { clauses: [], numbers: [] },
      where,
      narrows: true,
      scope: [],
    };
    return listPage(db, source, query, async (ids) => {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('alerts')
        .selectAll()
        .where(inShards('shard', shards))
        .where('id', 'in', ids)
        .execute();
      return new Map(rows.map((row) => [row.id, alertOf(row)]));
    });
  },
});
