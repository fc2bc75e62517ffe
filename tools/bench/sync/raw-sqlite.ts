/**
 * The most that the library underneath can do: the rows that a round left behind (events, their tasks, devices and audit
 * entries) written by prepared statements into an empty store of the same tables, a transaction for each push, every
 * commit on disk; and the tasks of an officer read in the feed's order.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { EnrolledDevice } from '@liangma/testing/county';
import { openSqliteStore } from '../../../sync-server/src/adapters/sql/sql-store.ts';
import type { Cost } from './pushing.ts';

export interface RawSqlite {
  write(source: string, devices: readonly EnrolledDevice[]): Cost;
  read(source: string, officer: string): Cost;
  stop(): Promise<void>;
}

/** Read in one round, from the first again where there are fewer. */
const DOCUMENTS = 16_000;

type Row = Record<string, SQLInputValue>;

export async function openRawSqlite(): Promise<RawSqlite> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-raw-'));
  const store = await openSqliteStore(folder, 'raw');
  await store.close();
  const target = new DatabaseSync(join(folder, 'liangma.sqlite'));
  target.exec('pragma journal_mode = wal; pragma synchronous = full');
  return {
    write: (source, devices) => {
      const pushes = withSource(source, (db) => devices.map((device) => rowsOf(db, device.id)));
      return ownCost(pushes.flatMap(({ events }) => events).length, () => {
        for (const push of pushes) insert(target, push);
      });
    },
    read: (source, officer) =>
      withSource(source, (db) => {
        const feed = db.prepare(`select t.shard, t.seq, t.data from task_officers o join tasks t on t.id = o.task
          where o.officer = ? and t.seq > ? order by t.shard, t.seq limit 1000`);
        let read = 0;
        return ownCost(DOCUMENTS, () => {
          for (let after = 0; read < DOCUMENTS; ) {
            const rows = feed.all(officer, after) as { seq: number }[];
            read += rows.length;
            after = rows.length < 1000 ? 0 : (rows.at(-1)?.seq ?? 0);
          }
        });
      }),
    stop: async () => {
      target.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withSource<T>(file: string, work: (db: DatabaseSync) => T): T {
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    return work(source);
  } finally {
    source.close();
  }
}

interface PushRows {
  readonly events: readonly Row[];
  readonly tasks: readonly Row[];
  readonly devices: readonly Row[];
}

function rowsOf(db: DatabaseSync, device: string): PushRows {
  const all = (sql: string) => db.prepare(sql).all(device) as Row[];
  return {
    events: all('select * from events where device = ? order by device_seq'),
    tasks: all('select * from tasks where id in (select task from events where device = ?)'),
    devices: all('select * from devices where id = ?'),
  };
}

/** A task that several events of a push change is written once. */
function insert(db: DatabaseSync, push: PushRows): void {
  db.exec('begin immediate');
  for (const [table, rows] of Object.entries(push) as [string, Row[]][]) {
    const columns = Object.keys(rows[0] ?? {});
    const statement = db.prepare(
      `insert or replace into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of rows) statement.run(...columns.map((column) => row[column] as SQLInputValue));
  }
  db.exec('commit');
}

/** Here the process that is measured is this one; what it runs is synchronous. */
function ownCost(count: number, work: () => void): Cost {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, cpu: (user + system) / count };
}
