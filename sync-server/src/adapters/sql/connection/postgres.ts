/** PostgreSQL behind kysely. Integers come back as numbers: everything we keep is below 2^53. */
import type { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from '../schema.ts';

const INT8 = 20;

/** `patience`: milliseconds without an answer after which a connection counts as dead. */
export function openPostgres(url: string, patience?: number): Kysely<Tables> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 10_000 });
  // The pool replaces a dropped connection, and its pending query rejects. Without these listeners, for idle connections and
  // those in use, an error would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    if (patience !== undefined) endSilent(client, patience);
  });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** TCP would wait a quarter of an hour for a machine that is gone. The pool closes idle connections long before. */
function endSilent(client: pg.PoolClient, patience: number): void {
  const stream = streamOf(client);
  stream.setTimeout(patience, () => stream.destroy(new Error('Connection terminated: no word from the database')));
}

export const streamOf = (client: pg.Client | pg.PoolClient): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;
