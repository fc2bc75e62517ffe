import type { Visit } from '@liangma/shared/compliance/facts';
import { countyOf } from '@liangma/shared/kernel/regions';
import { markOf } from '@liangma/shared/protocol/scope-sum';
import type { Task, TaskState } from '@liangma/shared/tasks/task';
import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { ReadTx, WriteTx } from '../../ports/store.ts';
import { countOf } from './counters.ts';
import { after } from './feed.ts';
import { prepared, upsert } from './prepared.ts';
import type { Tables } from './schema.ts';

type Reads = Pick<
  ReadTx,
  | 'task'
  | 'taskOfNumber'
  | 'tasks'
  | 'countTasks'
  | 'visits'
  | 'tasksForOfficer'
  | 'scopeSums'
  | 'withdrawnIndexes'
  | 'shards'
>;
type Writes = Pick<WriteTx, 'nextSeq' | 'nextStatusIndex' | 'saveTask' | 'saveLiveCode'>;

const SHARD = 'shard:';

/** Before there is a code there is nothing for an officer's device. */
const NOT_YET_SENT: TaskState[] = ['applied', 'rejected'];

export const taskReads = (db: Kysely<Tables>): Reads => ({
  async task(id) {
    const [row] = await taskById(db, { id });
    return row && taskOf(row);
  },
  async taskOfNumber(number) {
    const row = await db.selectFrom('tasks').select('data').where('number', '=', number).executeTakeFirst();
    return row && taskOf(row);
  },
  async tasks({ agency, states, region, startsBefore, limit }) {
    let query = db.selectFrom('tasks').select('data').orderBy('starts_at', 'desc').orderBy('id', 'desc').limit(limit);
    if (agency !== undefined) query = query.where('agency', '=', agency);
    if (states !== undefined) query = query.where('state', 'in', states);
    if (region !== undefined) query = query.where('county', 'like', `${region}%`);
    if (startsBefore !== undefined) query = query.where('starts_at', '<', startsBefore);
    return (await query.execute()).map(taskOf);
  },
  async countTasks(agency) {
    const rows = await db
      .selectFrom('tasks')
      .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
      .where('agency', '=', agency)
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
  },
  async visits(enterprise, since) {
    const rows = await db
      .selectFrom('tasks')
      .select('data')
      .where('enterprise', '=', enterprise)
      .where('ends_at', '>=', since)
      .orderBy('starts_at')
      .execute();
    return rows.map(taskOf).map(visitOf);
  },
  async tasksForOfficer(officer, checkpoint, limit) {
    const rows = await db
      .selectFrom('task_officers')
      .innerJoin('tasks', 'tasks.id', 'task_officers.task')
      .leftJoin('live_codes', 'live_codes.task', 'tasks.id')
      .select(['task_officers.shard', 'task_officers.seq', 'task_officers.mark', 'live_codes.seed', 'live_codes.code'])
      .select(['tasks.id', 'tasks.rev', 'tasks.state', 'tasks.starts_at', utf8Of(db, 'tasks.data').as('json')])
      .where('task_officers.officer', '=', officer)
      .where('task_officers.seq', 'is not', null)
      .where(after('task_officers.shard', 'task_officers.seq', checkpoint))
      .orderBy('task_officers.shard')
      .orderBy('task_officers.seq')
      .limit(limit)
      .execute();
    return rows.map(({ shard, seq, mark, id, rev, state, starts_at: from, json, seed, code }) => ({
      ...{ shard, seq: seq as number, gone: mark === null, id, rev, from, json, state: state as TaskState },
      live: seed && code !== null ? { seed: Uint8Array.from(seed), code } : null,
    }));
  },
  async scopeSums(officer) {
    const rows = await db
      .selectFrom('task_officers')
      .select((eb) => [
        'shard',
        eb.fn.count('mark').as('count'),
        eb.fn.sum('mark').as('sum'),
        eb.fn.max('seq').as('seq'),
      ])
      .where('officer', '=', officer)
      .where('seq', 'is not', null)
      .groupBy('shard')
      .execute();
    const numbers = rows.map(({ shard, count, sum, seq }) => [
      shard,
      { count: Number(count), sum: Number(sum ?? 0), seq: Number(seq) },
    ]);
    return Object.fromEntries(numbers);
  },
  async withdrawnIndexes() {
    const rows = await db
      .selectFrom('tasks')
      .select('withdrawn_index')
      .where('withdrawn_index', 'is not', null)
      .execute();
    return rows.map((row) => row.withdrawn_index as number);
  },
  async shards() {
    const rows = await db.selectFrom('counters').selectAll().where('name', 'like', `${SHARD}%`).execute();
    return new Map(rows.map(({ name, value }) => [name.slice(SHARD.length), value]));
  },
});

export const taskWrites = (db: Kysely<Tables>): Writes => ({
  nextSeq: (shard) => countOf(db, `${SHARD}${shard}`),
  nextStatusIndex: () => countOf(db, 'status-index'),
  async saveTask(shard, seq, task) {
    const row = {
      ...{ shard, seq, rev: task.rev, agency: task.agency.id, enterprise: task.enterprise.id },
      county: countyOf(task.enterprise.region),
      ...{ state: task.state, starts_at: task.window.from, ends_at: task.window.to, data: JSON.stringify(task) },
      withdrawn_index: 'withdrawn' in task ? task.statusIndex : null,
      number: ('number' in task && task.number) || null,
    };
    await writeTask(db, { id: task.id, ...row });
    await saveScope(db, shard, seq, task);
  },
  async saveLiveCode(task, live) {
    await db
      .insertInto('live_codes')
      .values({ task, ...live })
      .execute();
  },
});

/** Whose it is; who had it is told once that it is gone. */
async function saveScope(
  db: Kysely<Tables>,
  shard: string,
  seq: number,
  { id, rev, state, officers }: Task,
): Promise<void> {
  if (officers.length === 0) return;
  const place = NOT_YET_SENT.includes(state) ? { shard, seq: null, mark: null } : { shard, seq, mark: markOf(id, rev) };
  const left = (await scopeById(db, { task: id })).filter(({ officer }) => officers.every((one) => one.id !== officer));
  for (const { officer } of left) await writeScope(db, { officer, task: id, shard, seq, mark: null });
  for (const officer of officers) await writeScope(db, { officer: officer.id, task: id, ...place });
}

const scopeById = prepared<{ task: string }, { officer: string }>((db, { task }) =>
  db.selectFrom('task_officers').select('officer').where('task', '=', task).where('mark', 'is not', null),
);

const writeScope = upsert('task_officers', ['officer', 'task'], ['shard', 'seq', 'mark']);

/** Without the detour over a string: a page of tasks is megabytes. */
const utf8Of = (db: Kysely<Tables>, column: 'tasks.data') =>
  db.getExecutor().adapter instanceof PostgresAdapter
    ? sql<Uint8Array>`convert_to(${sql.ref(column)}, 'UTF8')`
    : sql<Uint8Array>`cast(${sql.ref(column)} as blob)`;

const taskById = prepared<{ id: string }, { data: string }>((db, { id }) =>
  db.selectFrom('tasks').select('data').where('id', '=', id),
);

const writeTask = upsert(
  'tasks',
  ['id'],
  [
    ...(['shard', 'seq', 'rev', 'agency', 'enterprise', 'county', 'state', 'starts_at', 'ends_at', 'data'] as const),
    ...(['withdrawn_index', 'number'] as const),
  ],
);

/** More numbers of a shard whose counter this transaction holds. */
export async function advanceSeq(db: Kysely<Tables>, shard: string, by: number): Promise<void> {
  const name = `${SHARD}${shard}`;
  await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', by) }))
    .where('name', '=', name)
    .execute();
}

const taskOf = (row: { data: string }): Task => JSON.parse(row.data);

const visitOf = (task: Task): Visit => ({
  ...{ task: task.id, agency: task.agency.id, agencyName: task.agency.name, type: task.type, source: task.source },
  ...{ matters: task.matters, window: task.window, state: task.state },
  endedAt: 'record' in task ? task.record.endedAt : null,
  outcome: 'record' in task ? task.record.outcome : null,
});
