/** Lists of tasks: filters and search as SQL. */

import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { DAY, startOfDay } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';
import { statesOf, taskListSpec } from '@liangma/shared/tasks/task-list';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import * as v from 'valibot';
import type { ListScope } from '../../../lists/repository.ts';
import type { TaskListQuery, TaskReads } from '../../../tasks/repository.ts';
import { isPostgres } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';
import { fieldToken } from '../search/search-docs.ts';
import { beginsWith, type Match, matchOf } from '../search/search-match.ts';
import { inShards, shardsUnder, within } from '../shards/shards.ts';
import { tasksOfPartner } from '../task-partners.ts';
import { listPage, rowsFromData } from './list-page.ts';
import type { ListSource } from './page-parts.ts';

export const taskListReads = (db: Kysely<Tables>): Pick<TaskReads, 'list'> => ({
  async list(list) {
    const { q, filters } = list.query;
    const { officer, matter, agency, region, type } = filters;
    const match = ofAgency(await matchOf(db, 'task', isTaskId(q) ? '' : q, { officer, matter, region, type }), agency);
    const { scope } = list;
    const shards = await shardsUnder(db, within(scope.region, region));
    const isFew = match.numbers.length > 0 || filters.with !== undefined || filters.enterprise !== undefined;
    const held = having(shards, list);
    const isJoined = isPostgres(db) && match.clauses.length === 0;
    const isHeld = held && !isJoined ? [sql`tasks.id in (select a.id from (${held.rows}) a)`] : [];
    const narrowing = [...conditions(list, match), ...isHeld];
    const source: ListSource = {
      spec: taskListSpec,
      table: 'tasks',
      kind: 'task',
      shards,
      value: sql.ref<number>('tasks.starts_at'),
      docSort: 'number',
      match,
      where: [inScope(scope, isFew)],
      narrowing,
      isFew,
      ...(held && isJoined && { among: held }),
      scope: scopeTokens(scope),
      ...('agency' in scope &&
        !isLeadsDuty(list) && {
          also: {
            where: (shard) => [sql`tasks.id in ${tasksOfPartner(shard, scope.agency)}`],
            scope: [fieldToken('task', 'partner', scope.agency)],
          },
        }),
    };
    return listPage<Task>(db, source, list.query, rowsFromData(db, source));
  },
});

/** Confirmations and filings are the lead agency's business alone. */
const isLeadsDuty = ({ query: { filters } }: TaskListQuery): boolean =>
  filters.confirmation !== undefined || filters.filing !== undefined;

/** Adds the filter by agency, which finds the joint inspections in which it is a partner too. */
const ofAgency = (match: Match, agency: string | undefined): Match =>
  agency === undefined
    ? match
    : {
        ...match,
        clauses: [...match.clauses, ['agency', 'partner'].map((field) => [fieldToken('task', field, agency)])],
      };

const scopeTokens = (scope: ListScope): string[] =>
  'agency' in scope
    ? [fieldToken('task', 'agency', scope.agency)]
    : scope.region === ''
      ? []
      : [fieldToken('task', 'region', scope.region)];

function conditions({ query }: TaskListQuery, { numbers }: Match): RawBuilder<unknown>[] {
  const { state, from, to, ends, enterprise, confirmation, filing, joint } = query.filters;
  const found: RawBuilder<unknown>[] = [];
  if (state) found.push(sql`tasks.state in (${sql.join([...statesOf(state)])})`);
  if (from) found.push(sql`tasks.starts_at >= ${startOfDay(from)}`);
  if (to) found.push(sql`tasks.starts_at < ${startOfDay(to) + DAY}`);
  if (ends) found.push(sql`tasks.ends_at > ${startOfDay(ends)}`);
  if (confirmation) found.push(sql`tasks.unconfirmed_since is not null`);
  if (filing) found.push(sql`tasks.unfiled_since is not null`);
  if (joint)
    found.push(sql`exists (select 1 from task_partners where task_partners.shard = tasks.shard
      and task_partners.task = tasks.id)`);
  if (enterprise) found.push(sql`tasks.enterprise = ${enterprise}`);
  if (isTaskId(query.q)) found.push(sql`tasks.id = ${query.q.toLowerCase()}`);
  for (const number of numbers) found.push(hasNumber(number));
  return found;
}

/** Tasks with open alerts, or with an evaluation that counts. There are few of either, so that all their tasks are read first. */
function having(shards: readonly string[], { query, evaluatedSince }: TaskListQuery): ListSource['among'] {
  const asked = query.filters.with;
  if (!asked) return undefined;
  const [table, held] =
    asked === 'alerts'
      ? [sql`alerts`, sql`a.state = 'open' and a.task <> ''`]
      : [sql`evaluations`, sql`a.counts = 1 and a.received_at >= ${evaluatedSince}`];
  return {
    rows: sql`select distinct a.shard, a.task as id from ${table} a where ${inShards('a.shard', shards)} and ${held}`,
    test: sql`exists (select 1 from ${table} a where a.shard = tasks.shard and a.task = tasks.id and ${held} offset 0)`,
  };
}

/** `elsewhere`: another index is more selective, so that the one of the scope must not be chosen. */
function inScope(scope: ListScope, elsewhere: boolean): RawBuilder<unknown> {
  if ('agency' in scope)
    return elsewhere ? sql`tasks.agency || '' = ${scope.agency}` : sql`tasks.agency = ${scope.agency}`;
  if (scope.region.length <= PREFECTURE_DIGITS) return sql`1 = 1`;
  return scope.region.length === COUNTY_DIGITS && !elsewhere
    ? sql`tasks.county = ${scope.region}`
    : sql`tasks.county || '' like ${`${scope.region}%`}`;
}

const COUNTY_DIGITS = 6;
/** The shard says as much as the code of a prefecture or a province. */
const PREFECTURE_DIGITS = 4;

const isTaskId = (q: string): boolean => v.is(taskIdSchema, q.toLowerCase());

/** A check number or a credit code, by its beginning. */
export const hasNumber = (beginning: string): RawBuilder<unknown> =>
  sql`(${beginsWith(sql.ref('tasks.number'), beginning)} or ${beginsWith(sql.ref('tasks.enterprise'), beginning)})`;
