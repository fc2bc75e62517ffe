/**
 * Prepared statements of the push path. kysely builds each once for a dialect, and later runs give it other values, because
 * building costs more than running (ADR 11).
 */
import {
  type Compilable,
  type DatabaseConnection,
  type Kysely,
  PostgresAdapter,
  type QueryResult,
  type RawBuilder,
  sql,
} from 'kysely';
import type { Tables } from '../schema.ts';

export const isPostgres = (db: Kysely<Tables>): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/** Values of a list that is one parameter, because a prepared statement has a fixed number of them; `json`: strings. */
export const listed = (db: Kysely<Tables>, json: string): RawBuilder<string> =>
  isPostgres(db)
    ? sql<string>`(select json_array_elements_text(${json}::json))`
    : sql<string>`(select value from json_each(${json}))`;

class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

interface Built {
  readonly compiled: ReturnType<Compilable['compile']>;
  /** Name of each parameter in the values, or its constant. */
  readonly places: readonly unknown[];
}

/** Driver connections of the transactions in progress. */
const held = new WeakMap<Kysely<Tables>, DatabaseConnection>();

/**
 * Holds a connection, so that its statements go straight to the driver: kysely would ask for the connection again with each
 * statement, in ten promises.
 */
export async function hold(connection: Kysely<Tables>): Promise<void> {
  held.set(connection, await connection.getExecutor().provideConnection(async (driver) => driver));
}

async function run<R>(db: Kysely<Tables>, query: Built['compiled']): Promise<QueryResult<R>> {
  const connection = held.get(db);
  if (!connection) return db.executeQuery<R>(query);
  let result = await connection.executeQuery<unknown>(query);
  for (const plugin of db.getExecutor().plugins) {
    result = await plugin.transformResult({ result: result as never, queryId: query.queryId });
  }
  return result as QueryResult<R>;
}

type Build<P, R> = (db: Kysely<Tables>, values: P) => Compilable<R> | RawBuilder<R>;
type Run<P, R> = (db: Kysely<Tables>, values: P) => Promise<R>;

/**
 * Returns the rows. `build` gets names in place of values, so it must not inspect them, and a list of values needs a fixed length.
 */
export function prepared<P extends object, R>(build: Build<P, R>): Run<P, R[]> {
  const query = queryOf(build);
  return async (db, values) => (await run<R>(db, query(db, values))).rows;
}

function queryOf<P extends object, R>(build: Build<P, R>): (db: Kysely<Tables>, values: P) => Built['compiled'] {
  const built = new Map<unknown, Built>();
  const buildFor = (db: Kysely<Tables>): Built => {
    const names = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as P;
    const compiled = build(db, names).compile(db);
    return { compiled, places: compiled.parameters };
  };
  return (db, values) => {
    const dialect = db.getExecutor().adapter.constructor;
    const { compiled, places } = built.get(dialect) ?? (built.set(dialect, buildFor(db)).get(dialect) as Built);
    const parameters = places.map((place) => (place instanceof Place ? values[place.name as keyof P] : place));
    return { ...compiled, parameters };
  };
}

type Columns<T extends keyof Tables> = readonly (keyof Tables[T] & string)[];

/**
 * Upserts a row by its key, unless the column `same` differs. Returns the database's count of written rows, because `returning` costs
 * SQLite twice as much as the row.
 */
export const upsert = <T extends keyof Tables & string>(
  table: T,
  key: Columns<T>,
  rest: Columns<T>,
  same?: Columns<T>[number],
): Run<Tables[T], bigint> => {
  const columns = [...key, ...rest];
  const renewed = rest.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const query = queryOf<Tables[T], unknown>(
    (_, row) => sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values (${sql.join(columns.map((column) => row[column]))})
      on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update set ${sql.join(renewed)}${
        same ? sql` where ${sql.ref(`${table}.${same}`)} = ${sql.ref(`excluded.${same}`)}` : sql``
      }`,
  );
  return async (db, row) => (await run(db, query(db, row))).numAffectedRows ?? 0n;
};
