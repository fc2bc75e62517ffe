/** The check that tests open their stores with: a statement on a sharded table names its shard. */
import { shardFaults } from '@liangma/testing/shards/shard-faults';
import { watchShards } from '@liangma/testing/shards/shard-watch';
import { DIRECTORY, REFERENCE_TABLES, SHARDED_TABLES, TABLES } from '@liangma/testing/shards/sharded-tables';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrationsFor } from '../../src/adapters/sql/migrations.ts';
import { places } from '../places.ts';

const placeOf = places();

/** Tables that grow and whose keys do not begin with the shard yet. */
const TO_CONVERT: readonly string[] = [];

const tables = new Set(['tasks', 'events', 'search_docs', 'counters']);
const faults = (text: string) => shardFaults(text, tables);

test('every table is a reference table, the directory, or has keys that begin with the shard', () => {
  const known = [...REFERENCE_TABLES, DIRECTORY, ...SHARDED_TABLES, ...TO_CONVERT].sort();
  expect(known.filter((table) => table !== 'meta')).toEqual([...TABLES].sort());
});

test.each(['sqlite', 'postgres'] as const)('every index of a sharded table begins with the shard on %s', (dialect) => {
  const indexes = migrationsFor(dialect)
    .flat()
    .flatMap((statement) => {
      const [, name, table = '', columns] = /^create (?:unique )?index (\w+) on (\w+)\s*(.*)/.exec(statement) ?? [];
      return SHARDED_TABLES.has(table) && !columns?.startsWith('(shard') && !columns?.startsWith('using gin')
        ? [name]
        : [];
    });
  expect(indexes).toEqual([]);
});

test.each([
  ['a look-up with the shard', 'select * from "tasks" where "shard" = ? and "id" = ?'],
  ['a named column', 'select t.id from tasks t where t.id = $1 and t.shard = $2'],
  ['a list of shards', 'select * from tasks where shard in (?, ?) order by id'],
  ['a list as one value', 'select * from tasks where shard = any($1)'],
  [
    'a join on equal shards',
    'select * from tasks join events e on e.shard = tasks.shard and e.task = tasks.id where e.shard = ?',
  ],
  [
    'a join whose other side is named',
    'select 1 from tasks t, events e where e.shard = t.shard and t.shard = ? and e.id = 1',
  ],
  ['all shards by their list', 'select * from shards join counters c on c.shard = shards.shard where c.name = ?'],
  [
    'a subquery that refers to the table outside',
    'select 1 from tasks where shard = ? and exists (select 1 from events e where e.shard = tasks.shard and e.task = tasks.id)',
  ],
  ['alternatives that each name it', 'select 1 from tasks where (shard = ? and seq > 5) or (shard = ? and seq > 7)'],
  ['a derived table', 'select count(*) from (select 1 from tasks where shard = ? limit 9) counted'],
  [
    'an insert',
    'insert into "tasks" ("shard", "id") values (?, ?) on conflict ("shard", "id") do update set "seq" = excluded."seq"',
  ],
  ['an insert of what was selected', 'insert into tasks (shard, id) select shard, id from events where shard = ?'],
  ['an update', 'update "tasks" set "seq" = ? where "shard" = ? and "id" = ?'],
  ['a deletion', 'delete from tasks where shard = ? and id in (select task from events where shard = ?)'],
  ['a union', 'select id from tasks where shard = ? union all select id from events where shard = ?'],
  [
    'a case and a range',
    "select case when state = 'a' and seq = 1 then 1 else 0 end from tasks where at between ? and ? and shard = ?",
  ],
  ['a table that is not sharded', 'select * from officers where id = ?'],
  ['a trigger', 'create trigger t after insert on tasks begin insert into tasks (id) values (new.id); end'],
  ['no query', 'savepoint "unit"'],
])('the check passes %s', (_, text) => {
  expect(faults(text)).toEqual([]);
});

test.each([
  ['a look-up without it', 'select * from "tasks" where "id" = ?'],
  ['the shard of another table', 'select * from tasks join events e on e.task = tasks.id where e.shard = ?'],
  ['an alternative without it', 'select * from tasks where shard = ? or id = ?'],
  ['all but some shards', 'select * from tasks where shard not in (?, ?)'],
  ['a comparison that is no equality', 'select * from tasks where shard >= ?'],
  ['a comparison with itself', 'select * from tasks where shard = shard and id = ?'],
  ['a subquery without it', 'select 1 from officers where exists (select 1 from events where officer = officers.id)'],
  [
    'a deep subquery without it',
    'select coalesce((select max(seq) from events where task = 1), 0) from tasks where shard = ?',
  ],
  ['a second of two aliases', 'select 1 from tasks a join tasks b on a.id = b.id where a.shard = ?'],
  ['joins of unnamed shards', 'select 1 from tasks join events on events.shard = tasks.shard'],
  ['an insert without it', 'insert into "tasks" ("id") values (?)'],
  ['a conflict on another key', 'insert into tasks (shard, id) values (?, ?) on conflict (id) do nothing'],
  ['an insert of what was selected without it', 'insert into tasks (shard, id) select shard, id from events'],
  ['an update without it', 'update "tasks" set "seq" = ? where "id" = ?'],
  ['a row that changes its shard', 'update tasks set shard = ? where shard = ? and id = ?'],
  [
    'an upsert that changes it',
    'insert into tasks (shard, id) values (?, ?) on conflict (shard, id) do update set "shard" = ?',
  ],
  ['a deletion without it', 'delete from tasks where id = ?'],
  ['a second half of a union', 'select id from tasks where shard = ? union select id from events'],
])('the check fails %s', (_, text) => {
  expect(faults(text)).not.toEqual([]);
});

test.each(['sqlite', 'postgres'] as const)(
  'a store on %s opened with the check rejects such statements, built and raw',
  async (kind) => {
    const bare = (await placeOf(kind)).bare();
    const db = watchShards(bare);
    await expect(db.selectFrom('counters').selectAll().where('name', '=', 'feed').execute()).rejects.toThrow(
      'counters',
    );
    await expect(sql`delete from counters`.execute(db)).rejects.toThrow('counters without its shard');
    await bare.destroy();
  },
);

test('PostgreSQL keeps each sharded table in sixteen partitions, and refuses a key without the shard', async () => {
  const db = (await placeOf('postgres')).bare();
  const { rows } = await sql<{ name: string; parts: number }>`select p.relname as name, count(i.inhrelid)::int as parts
    from pg_class p join pg_inherits i on i.inhparent = p.oid where p.relkind = 'p' group by p.relname`.execute(db);
  const parts = new Map(rows.map(({ name, parts: count }) => [name, count]));
  expect(parts).toEqual(new Map([...SHARDED_TABLES].map((table) => [table, 16])));
  await expect(sql`create unique index by_id on alerts (id)`.execute(db)).rejects.toThrow(/partition/);
  await db.destroy();
});
