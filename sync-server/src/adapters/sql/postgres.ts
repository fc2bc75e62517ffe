/** PostgreSQL behind kysely. Integers come back as numbers: everything we keep is below 2^53. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './schema.ts';

const INT8 = 20;

export function openPostgres(url: string): Kysely<Tables> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 10_000 });
  // A dropped connection is the pool's to replace, and who is asking on it is told; without these listeners, for one that
  // is idle and one in use, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
