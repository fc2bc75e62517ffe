/** Writes many rows into a store past its use cases: `copy` on PostgreSQL, prepared inserts on SQLite. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Tables } from '../../../sync-server/src/adapters/sql/schema.ts';

type Cell = string | number | null;
export type BulkTable = keyof Tables & string;
/** Columns without those that a database numbers by itself. */
export type BulkRow<T extends BulkTable> = T extends 'search_docs' ? Omit<Tables[T], 'doc'> : Tables[T];

export interface Bulk {
  /** All rows of a table have the same columns in the same order. */
  add<T extends BulkTable>(table: T, row: BulkRow<T>): void;
  /** Waits until little is left to be written. */
  drain(): Promise<void>;
  /** Writes the rest, makes the indexes and the statistics. */
  finish(): Promise<void>;
}

/** The part of a client of PostgreSQL that is used here. */
export interface PgClient {
  query(text: string): Promise<{ rows: Record<string, string>[] }>;
  query(submitted: CopyIn): CopyIn;
}

interface PgConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** `copy … from stdin` of one text, in the form in which the client runs its own queries. */
class CopyIn {
  readonly done: Promise<void>;
  readonly #statement: string;
  readonly #text: string;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(statement: string, text: string) {
    this.#statement = statement;
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: PgConnection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: PgConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.#text));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // The next query may begin when the server says so.
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  handleError(error: Error): void {
    this.#reject(error);
  }
}

const COPY_CHARACTERS = 2_000_000;

interface Buffered {
  readonly columns: readonly string[];
  lines: string[];
  characters: number;
}

/** Writes without indexes and makes them in the end. `client` has the database for itself. */
export async function postgresBulk(client: PgClient): Promise<Bulk> {
  const indexes = await dropIndexes(client);
  const tables = new Map<string, Buffered>();
  let writing: Promise<void> = Promise.resolve();

  function flush(table: string, buffered: Buffered): void {
    const text = `${buffered.lines.join('\n')}\n`;
    buffered.lines = [];
    buffered.characters = 0;
    const columns = buffered.columns.map((column) => `"${column}"`).join(', ');
    const before = writing;
    const copied = async (): Promise<void> => {
      await before;
      await client.query(new CopyIn(`copy ${table} (${columns}) from stdin`, text)).done;
    };
    writing = copied();
  }

  return {
    add(table, row) {
      const known = tables.get(table);
      const buffered = known ?? { columns: Object.keys(row), lines: [], characters: 0 };
      if (!known) tables.set(table, buffered);
      const line = lineOf(Object.values(row) as Cell[]);
      buffered.lines.push(line);
      buffered.characters += line.length;
      if (buffered.characters >= COPY_CHARACTERS) flush(table, buffered);
    },
    drain: () => writing,
    async finish() {
      for (const [table, buffered] of tables) if (buffered.lines.length > 0) flush(table, buffered);
      await writing;
      await orderDocuments(client);
      for (const statement of indexes) await client.query(statement);
      await client.query('vacuum analyze');
    },
  };
}

/** An import writes documents in the order of their names. */
async function orderDocuments(client: PgClient): Promise<void> {
  await client.query('create table ordered as select * from search_docs order by shard, kind, sort, id');
  await client.query('truncate search_docs');
  await client.query('insert into search_docs select * from ordered');
  await client.query('drop table ordered');
}

/** Drops every index and key of the tables, and returns the statements that make them again. */
async function dropIndexes(client: PgClient): Promise<string[]> {
  await client.query(`set maintenance_work_mem = '1GB'; set synchronous_commit = off`);
  const keys = await client.query(`select conrelid::regclass::text as "table", conname as name,
    pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace`);
  const others = await client.query(`select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and indexname not in (select conname from pg_constraint)`);
  const statistics = await client.query(`select relname as name, attnum as number, attstattarget as target
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'i' and attstattarget > 0 and relnamespace = 'public'::regnamespace`);
  for (const { name } of others.rows) await client.query(`drop index "${name}"`);
  for (const { table, name } of keys.rows) await client.query(`alter table ${table} drop constraint "${name}"`);
  return [
    ...keys.rows.map(({ table, name, definition }) => `alter table ${table} add constraint "${name}" ${definition}`),
    ...others.rows.map(({ definition }) => definition ?? ''),
    ...statistics.rows.map(
      ({ name, number, target }) => `alter index "${name}" alter column ${number} set statistics ${target}`,
    ),
  ];
}

const lineOf = (cells: readonly Cell[]): string => cells.map(cellOf).join('\t');

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cellOf(cell: Cell): string {
  if (cell === null) return '\\N';
  const text = String(cell);
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign) : text;
}

const ROWS_A_COMMIT = 20_000;

export function sqliteBulk(file: string): Bulk {
  const database = new DatabaseSync(file);
  database.exec('pragma synchronous = off; pragma cache_size = -262144; begin');
  const inserts = new Map<string, StatementSync>();
  let rows = 0;
  return {
    add(table, row) {
      const columns = Object.keys(row);
      const insert =
        inserts.get(table) ??
        database.prepare(
          `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
        );
      inserts.set(table, insert);
      insert.run(...(Object.values(row) as Cell[]));
      rows += 1;
      if (rows % ROWS_A_COMMIT === 0) database.exec('commit; begin');
    },
    drain: () => Promise.resolve(),
    async finish() {
      database.exec('commit; pragma wal_checkpoint(truncate)');
      database.close();
    },
  };
}
