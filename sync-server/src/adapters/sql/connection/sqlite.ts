/** node:sqlite behind kysely: WAL, every commit on disk (`synchronous=FULL`), one connection that writes. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Tables } from '../schema.ts';

/** Name of the store's file in the data folder. */
export const SQLITE_FILE = 'liangma.sqlite';

/** A store is smaller by an eighth than with SQLite’s own 4096, and a push costs less by 3 % (docs/adr/0015). */
const PAGE_BYTES = 8192;

/** Statements of a running server are few; each is prepared once a connection. */
const MAX_STATEMENTS = 500;

/** Opened by the first query: kysely closes nothing that it was not asked to use, and the file would stay in use. */
export const openSqlite = (file: string, options: { readOnly: boolean }): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: async () => connect(file, options) }) });

function connect(file: string, options: { readOnly: boolean }): Connection {
  const database = new DatabaseSync(file, { readOnly: options.readOnly, timeout: 5000 });
  if (!options.readOnly) {
    // Takes effect in a new file only.
    database.exec(`pragma page_size = ${PAGE_BYTES}`);
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 67108864');
  }
  database.exec('pragma cache_size = -32000; pragma temp_store = memory');
  return new Connection(database);
}

class Connection implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Statement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  close(): void {
    this.#database.close();
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    const statement = new Statement(this.#database.prepare(sql));
    this.#statements.set(sql, statement);
    return statement;
  }
}

class Statement implements SqliteStatement {
  readonly reader: boolean;
  readonly #statement: StatementSync;

  constructor(statement: StatementSync) {
    this.#statement = statement;
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.#statement.all(...(parameters as SQLInputValue[]));
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.#statement.run(...(parameters as SQLInputValue[]));
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#statement.iterate(...(parameters as SQLInputValue[]));
  }
}
