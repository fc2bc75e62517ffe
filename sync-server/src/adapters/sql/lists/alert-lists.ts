/** The lists of alerts. Their search is that of the inspections they are about. */

import { SEVERITIES } from '@liangma/shared/alerts/alert';
import { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
import { DAY, startOfDay } from '@liangma/shared/kernel/instant';
import type { ListQuery, ListSpec } from '@liangma/shared/lists/list-query';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Alert, AlertReads } from '../../../alerts/repository.ts';
import type { ListPage } from '../../../lists/repository.ts';
import { alertOf, NOT_CLOSED } from '../alerts.ts';
import type { Tables } from '../schema.ts';
import { holds, matchOf } from '../search/search-match.ts';
import { inShards, shardsUnder, within } from '../shards/shards.ts';
import { listPage } from './list-page.ts';
import type { ListSource } from './page-parts.ts';
import { hasNumber } from './task-lists.ts';

export const alertListReads = (db: Kysely<Tables>): Pick<AlertReads, 'list' | 'askedList' | 'openCodes'> => ({
  async openCodes(shards, tasks) {
    const found = new Map<string, string[]>();
    if (tasks.length === 0) return found;
    const open = db
      .selectFrom('alerts')
      .select(['task', 'code'])
      .where(inShards('shard', shards))
      .where('state', 'in', [...NOT_CLOSED]);
    for (const { task, code } of await open.where('task', 'in', tasks).orderBy('id').execute()) {
      found.set(task, [...(found.get(task) ?? []), code]);
    }
    return found;
  },
  async list(scope, query, now) {
    const { severity, code, rule, region, agency, owner, from, to } = query.filters;
    const where = [...lifeOf(query.filters, now), sql`alerts.county like ${`${scope}%`}`];
    if (severity) where.push(sql`alerts.severity = ${severity}`);
    if (code) where.push(sql`alerts.code = ${code}`);
    if (rule) where.push(sql`alerts.rule = ${rule}`);
    if (region) where.push(sql`alerts.county like ${`${region}%`}`);
    if (agency) where.push(sql`alerts.agency = ${agency}`);
    if (owner) where.push(owner === 'nobody' ? sql`alerts.owner is null` : sql`alerts.owner = ${owner}`);
    if (from) where.push(sql`alerts.at >= ${startOfDay(from)}`);
    if (to) where.push(sql`alerts.at < ${startOfDay(to) + DAY}`);
    return pageOf(db, alertListSpec, query, where, await shardsUnder(db, within(scope, region)));
  },
  async askedList(agency, query, now) {
    const { severity } = query.filters;
    const where = [...lifeOf(query.filters, now), sql`alerts.agency = ${agency}`, sql`alerts.asked = 1`];
    if (severity) where.push(sql`alerts.severity = ${severity}`);
    return pageOf(db, askedAlertListSpec, query, where, await shardsUnder(db, ''));
  },
});

/** Larger than any moment that a term ends. */
const NO_TERM = 10_000_000_000_000;
const RANK = sql.join(
  SEVERITIES.map((severity, rank) => sql`when ${sql.lit(severity)} then ${sql.lit(rank)}`),
  sql` `,
);
/** Severity first, then the end of the term; alerts without a term come last in their severity. */
const URGENCY = sql<number>`(case alerts.severity ${RANK} else ${sql.lit(SEVERITIES.length)} end) * ${sql.lit(NO_TERM)} + coalesce(alerts.deadline, ${sql.lit(NO_TERM - 1)})`;
const SORTED_BY = {
  at: sql.ref<number>('alerts.at'),
  last: sql.ref<number>('alerts.last_at'),
  urgency: URGENCY,
} as const;

interface LifeFilters {
  readonly state?: string;
  readonly overdue?: string;
}

function lifeOf({ state, overdue }: LifeFilters, now: number): RawBuilder<unknown>[] {
  const states = state ? [state] : [...NOT_CLOSED];
  const where = [sql`alerts.state in (${sql.join(states)})`];
  if (overdue) where.push(sql`alerts.deadline < ${now}`);
  return where;
}

async function pageOf<S extends ListSpec>(
  db: Kysely<Tables>,
  spec: S,
  query: ListQuery<S>,
  conditions: readonly RawBuilder<unknown>[],
  shards: readonly string[],
): Promise<ListPage<Alert>> {
  const match = await matchOf(db, 'task', query.q, {});
  const where = [...conditions];
  if (match.clauses.length > 0) {
    where.push(sql`exists (select 1 from search_docs d where d.shard = alerts.shard and d.kind = 'task' and d.id = alerts.task
      and ${holds(db, match, 'd', 'task', shards)})`);
  }
  for (const number of match.numbers) {
    where.push(sql`exists (select 1 from tasks where tasks.shard = alerts.shard
      and tasks.id = alerts.task and ${hasNumber(number)})`);
  }
  const source: ListSource = {
    spec,
    table: 'alerts',
    kind: 'task',
    shards,
    value: SORTED_BY[query.sort.replace('-', '') as keyof typeof SORTED_BY],
    match: { clauses: [], numbers: [] },
    where: [],
    narrowing: where,
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
}
