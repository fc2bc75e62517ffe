import { visitsOfTask } from '@liangma/shared/compliance/joint/visits-of-task';
import { plainNumber } from '@liangma/shared/compliance/reference';
import type { Window } from '@liangma/shared/kernel/instant';
import { countyOf } from '@liangma/shared/kernel/regions';
import { markOf } from '@liangma/shared/protocol/scope-checksum';
import { unfiledSince } from '@liangma/shared/tasks/assistance-filing';
import { unconfirmedSince } from '@liangma/shared/tasks/confirmation';
import type { IssuedTask, Task, TaskState } from '@liangma/shared/tasks/task';
import { type ToldState, toldState } from '@liangma/shared/tasks/task-list';
import { type Kysely, sql } from 'kysely';
import type { FeedTask, SincePage, TaskReads, TaskWrites } from '../../tasks/repository.ts';
import { isPostgres, listed, prepared, upsert } from './connection/prepared.ts';
import { redeliverDraft } from './drafts.ts';
import type { Tables } from './schema.ts';
import { taskDoc, writeDoc } from './search/search-docs.ts';
import { countOf } from './shards/counters.ts';
import { withdrawCode } from './status-lists.ts';
import { countsOfPartner, savePartners } from './task-partners.ts';

/** Tasks of every shard. `cross join` keeps SQLite to this order: it would read all tasks, because their indexes begin with the shard. */
const everywhere = (db: Kysely<Tables>) =>
  db.selectFrom('shards').crossJoin('tasks').whereRef('tasks.shard', '=', 'shards.shard');

/** A reference behind one of these was used for no inspection. */
const VOID_STATES: ToldState[] = ['rejected', 'returned', 'withdrawn', 'lapsed'];

/** More uses of one reference say no more. */
const MOST_USES = 20;

/** Without a code there is nothing for an officer's device. */
const NOT_YET_SENT: TaskState[] = ['applied', 'rejected', 'off-site'];

interface DuePage {
  readonly shard: string;
  readonly since: Window;
  readonly page: SincePage;
}

/** Tasks of which something has been due since then, by the column that says since when. */
async function dueSince(
  db: Kysely<Tables>,
  column: 'unconfirmed_since' | 'unfiled_since',
  { shard, since: { from, to }, page: { after, limit } }: DuePage,
): Promise<Task[]> {
  const due = sql.ref(column);
  const rows = await db
    .selectFrom('tasks')
    .select('data')
    .where('shard', '=', shard)
    .where(column, 'is not', null)
    .where(column, '>=', from)
    .where(column, '<', to)
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(${due}, id) > (${after?.since}, ${after?.id})`))
    .orderBy(column)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(taskOf);
}

export const taskReads = (db: Kysely<Tables>): Omit<TaskReads, 'list'> => ({
  async byId(shard, id) {
    const [row] = await taskById(db, { shard, id });
    return row && taskOf(row);
  },
  async byIds(shard, ids) {
    if (ids.length === 0) return [];
    return (await tasksById(db, { shard, ids: JSON.stringify(ids) })).map(taskOf);
  },
  async byNumber(shard, number) {
    const row = await db
      .selectFrom('tasks')
      .select('data')
      .where('shard', '=', shard)
      .where('number', '=', number)
      .executeTakeFirst();
    return row && taskOf(row);
  },
  async codes(shard, tasks) {
    const rows = tasks.length === 0 ? [] : await codesById(db, { shard, ids: JSON.stringify(tasks) });
    return new Map(rows.map(({ id, printed, live }) => [id, [printed, live].filter((text) => text !== null)]));
  },
  async find({ agency, states, region, startsBefore, limit }) {
    let query = everywhere(db).select('data').orderBy('starts_at', 'desc').orderBy('id', 'desc').limit(limit);
    if (agency !== undefined) query = query.where('agency', '=', agency);
    if (states !== undefined) query = query.where('state', 'in', states);
    if (region !== undefined) query = query.where('county', 'like', `${region}%`);
    if (startsBefore !== undefined) query = query.where('starts_at', '<', startsBefore);
    return (await query.execute()).map(taskOf);
  },
  async count(agency) {
    const rows = await everywhere(db)
      .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
      .where('agency', '=', agency)
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
  },
  countAsPartner: (agency) => countsOfPartner(db, agency),
  async visits(enterprise, since) {
    const rows = await everywhere(db)
      .select('data')
      .where('enterprise', '=', enterprise)
      .where('ends_at', '>=', since)
      .orderBy('starts_at')
      .orderBy('id')
      .execute();
    return rows.map(taskOf).flatMap(visitsOfTask);
  },
  async ofReference(agency, number) {
    const rows = await everywhere(db)
      .select('data')
      .where('agency', '=', agency)
      .where('reference', 'in', [number, plainNumber(number)])
      .where('state', 'not in', VOID_STATES)
      .orderBy('starts_at')
      .limit(MOST_USES)
      .execute();
    return rows.map(taskOf);
  },
  async toLapse(shard, now, limit) {
    const rows = await db
      .selectFrom('tasks')
      .select('data')
      .where('shard', '=', shard)
      .where('state', '=', 'issued')
      .where('ends_at', '<=', now)
      .orderBy('ends_at')
      .limit(limit)
      .execute();
    return rows.map(taskOf) as IssuedTask[];
  },
  async endedBetween(shard, state, { from, to }, { after, limit }) {
    const rows = await db
      .selectFrom('tasks')
      .select('data')
      .where('shard', '=', shard)
      // Said in full, so that the index over swept tasks serves.
      .where(sql<boolean>`state in ('lapsed', 'inspecting', 'recorded')`)
      .where('state', '=', state)
      .where('ends_at', '>=', from)
      .where('ends_at', '<', to)
      .$if(after !== undefined, (query) => query.where(sql<boolean>`(ends_at, id) > (${after?.end}, ${after?.id})`))
      .orderBy('ends_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(taskOf);
  },
  unconfirmed: (shard, since, page) => dueSince(db, 'unconfirmed_since', { shard, since, page }),
  unfiled: (shard, since, page) => dueSince(db, 'unfiled_since', { shard, since, page }),
  async feed(officer, checkpoint, limit) {
    const found: FeedTask[] = [];
    // Each shard has one row with its newest change: a pull looks at nothing else.
    for (const { shard, seq } of await sumsById(db, { officer })) {
      const after = checkpoint[shard] ?? 0;
      if (seq <= after || found.length >= limit) continue;
      const rows = await feedOfShard(db, { officer, shard, after, limit: limit - found.length });
      found.push(...rows.map(feedTaskOf));
    }
    return found;
  },
  async checksums(officer) {
    const rows = await sumsById(db, { officer });
    return Object.fromEntries(rows.map(({ shard, count, sum, seq }) => [shard, { count, sum, seq }]));
  },
});

export const taskWrites = (db: Kysely<Tables>): TaskWrites => ({
  takeSerial: (shard, series) => countOf(db, shard, series),
  async save(shard, seq, task, before) {
    if (before && isSameButProgress(before, task)) {
      await progressTask(db, {
        shard,
        id: task.id,
        seq,
        rev: task.rev,
        state: toldState(task),
        data: JSON.stringify(task),
      });
      if ('withdrawn' in task) await withdrawCode(db, task.statusEntry);
      await saveScope(db, shard, seq, task);
      return;
    }
    const row = {
      shard,
      seq,
      rev: task.rev,
      agency: task.agency.id,
      enterprise: task.enterprise.id,
      county: countyOf(task.enterprise.region),
      state: toldState(task),
      starts_at: task.window.from,
      ends_at: task.window.to,
      data: JSON.stringify(task),
      number: numberOf(task),
      reference: task.reference ? plainNumber(task.reference.number) : null,
      unconfirmed_since: unconfirmedSince(task),
      unfiled_since: unfiledSince(task),
    };
    await writeTask(db, { id: task.id, ...row });
    if ('withdrawn' in task) await withdrawCode(db, task.statusEntry);
    await writeDoc(db, taskDoc(task));
    await savePartners(db, shard, task);
    await saveScope(db, shard, seq, task);
  },
  async saveLiveCode(shard, task, live) {
    await db
      .insertInto('live_codes')
      .values({ shard, task, ...live })
      .execute();
  },
});

/** The columns and the search document derive from these: an update that leaves them writes neither again. */
const isSameButProgress = (before: Task, task: Task): boolean =>
  before.officers === task.officers &&
  before.partners === task.partners &&
  before.matters === task.matters &&
  before.enterprise === task.enterprise &&
  before.window === task.window &&
  before.reference === task.reference &&
  unconfirmedSince(before) === unconfirmedSince(task) &&
  unfiledSince(before) === unfiledSince(task) &&
  numberOf(before) === numberOf(task);

const numberOf = (task: Task): string | null => ('number' in task && task.number) || null;

/** Keeps the feed rows of a task's officers. A former officer is told once that it is gone; before there is a code nobody is. */
async function saveScope(
  db: Kysely<Tables>,
  shard: string,
  seq: number,
  { id: task, rev, state, officers }: Task,
): Promise<void> {
  if (NOT_YET_SENT.includes(state)) {
    for (const { id: officer } of officers) await writeScope(db, { officer, task, shard, seq: null, mark: null });
    return;
  }
  const before = new Map((await marksOfTask(db, { shard, task })).map(({ officer, mark }) => [officer, mark]));
  const theirs = new Set(officers.map(({ id }): string => id));
  const holders = [...before].flatMap(([officer, mark]) => (mark === null ? [] : [officer]));
  if (holders.length > 0 && !sameMembers(holders, theirs)) await redeliverDraft(db, shard, task);
  for (const officer of new Set([...before.keys(), ...theirs])) {
    const mark = theirs.has(officer) ? markOf(task, rev) : null;
    const was = before.get(officer) ?? null;
    if (mark === null && was === null) continue;
    await writeScope(db, { officer, task, shard, seq, mark });
    const more = { count: Number(mark !== null) - Number(was !== null), sum: (mark ?? 0) - (was ?? 0) };
    await addToSum(db, { officer, shard, ...more, seq });
  }
}

const sameMembers = (members: readonly string[], set: ReadonlySet<string>): boolean =>
  members.length === set.size && members.every((member) => set.has(member));

const marksOfTask = prepared<{ shard: string; task: string }, { officer: string; mark: number | null }>(
  (db, { shard, task }) =>
    db.selectFrom('task_officers').select(['officer', 'mark']).where('shard', '=', shard).where('task', '=', task),
);

const writeScope = upsert('task_officers', ['shard', 'officer', 'task'], ['seq', 'mark']);

const addToSum = prepared<Tables['officer_sums'], unknown>((db, { officer, shard, count, sum, seq }) =>
  db
    .insertInto('officer_sums')
    .values({ officer, shard, count, sum, seq })
    .onConflict((c) =>
      c.columns(['shard', 'officer']).doUpdateSet((eb) => ({
        count: eb('officer_sums.count', '+', eb.ref('excluded.count')),
        sum: eb('officer_sums.sum', '+', eb.ref('excluded.sum')),
        // A session saves its tasks at its end, so that a lower number may follow a higher one.
        seq: eb
          .case()
          .when('officer_sums.seq', '>', eb.ref('excluded.seq'))
          .then(eb.ref('officer_sums.seq'))
          .else(eb.ref('excluded.seq'))
          .end(),
      })),
    ),
);

const taskById = prepared<{ shard: string; id: string }, { data: string }>((db, { shard, id }) =>
  db.selectFrom('tasks').select('data').where('shard', '=', shard).where('id', '=', id),
);

const tasksById = prepared<{ shard: string; ids: string }, { data: string }>((db, { shard, ids }) =>
  db.selectFrom('tasks').select('data').where('shard', '=', shard).where('id', 'in', listed(db, ids)),
);

const codesById = prepared<{ shard: string; ids: string }, { id: string; printed: string | null; live: string | null }>(
  (db, { shard, ids }) => {
    const printed = isPostgres(db)
      ? sql<string | null>`tasks.data::json->>'code'`
      : sql<string | null>`json_extract(tasks.data, '$.code')`;
    return db
      .selectFrom('tasks')
      .leftJoin('live_codes', (join) =>
        join.onRef('live_codes.shard', '=', 'tasks.shard').onRef('live_codes.task', '=', 'tasks.id'),
      )
      .select(['tasks.id', printed.as('printed'), 'live_codes.code as live'])
      .where('tasks.shard', '=', shard)
      .where('tasks.id', 'in', listed(db, ids));
  },
);

const writeTask = upsert(
  'tasks',
  ['shard', 'id'],
  [
    'seq',
    'rev',
    'agency',
    'enterprise',
    'county',
    'state',
    'starts_at',
    'ends_at',
    'data',
    'number',
    'reference',
    'unconfirmed_since',
    'unfiled_since',
  ],
);

/** An index of SQLite is written again for each column that an update names, even if its value stays. */
const progressTask = prepared<Pick<Tables['tasks'], 'shard' | 'id' | 'seq' | 'rev' | 'state' | 'data'>, unknown>(
  (db, { shard, id, seq, rev, state, data }) =>
    db.updateTable('tasks').set({ seq, rev, state, data }).where('shard', '=', shard).where('id', '=', id),
);

/** An officer may have tasks in any shard: the statement names each. */
const sumsById = prepared<{ officer: string }, Omit<Tables['officer_sums'], 'officer'>>((db, { officer }) =>
  db
    .selectFrom('shards')
    .innerJoin('officer_sums as s', 's.shard', 'shards.shard')
    .select(['s.shard', 's.count', 's.sum', 's.seq'])
    .where('s.officer', '=', officer)
    .orderBy('s.shard'),
);

interface FeedRow {
  readonly shard: string;
  readonly seq: number | null;
  readonly mark: number | null;
  readonly seed: Uint8Array | null;
  readonly code: string | null;
  readonly id: string;
  readonly rev: number;
  readonly state: string;
  readonly starts_at: number;
  readonly json: Uint8Array;
}

const feedOfShard = prepared<{ officer: string; shard: string; after: number; limit: number }, FeedRow>(
  (db, { officer, shard, after, limit }) =>
    db
      .selectFrom('task_officers as o')
      .innerJoin('tasks', (join) => join.onRef('tasks.shard', '=', 'o.shard').onRef('tasks.id', '=', 'o.task'))
      .leftJoin('live_codes', (join) =>
        join.onRef('live_codes.shard', '=', 'tasks.shard').onRef('live_codes.task', '=', 'tasks.id'),
      )
      .select(['o.shard', 'o.seq', 'o.mark', 'live_codes.seed', 'live_codes.code'])
      .select(['tasks.id', 'tasks.rev', 'tasks.state', 'tasks.starts_at', utf8Of(db, 'tasks.data').as('json')])
      .where('o.officer', '=', officer)
      .where('o.shard', '=', shard)
      .where('o.seq', '>', after)
      .orderBy('o.seq')
      .limit(limit),
);

/** Without the detour over a string: a page of tasks is megabytes. */
const utf8Of = (db: Kysely<Tables>, column: 'tasks.data') =>
  isPostgres(db)
    ? sql<Uint8Array>`convert_to(${sql.ref(column)}, 'UTF8')`
    : sql<Uint8Array>`cast(${sql.ref(column)} as blob)`;

const feedTaskOf = ({ shard, seq, mark, seed, code, id, rev, state, starts_at: from, json }: FeedRow): FeedTask => ({
  shard,
  seq: seq as number,
  gone: mark === null,
  id,
  rev,
  from,
  json,
  state: state as TaskState,
  live: seed && code !== null ? { seed: Uint8Array.from(seed), code } : null,
});

const taskOf = (row: { data: string }): Task => JSON.parse(row.data);
