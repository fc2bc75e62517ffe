/** Tables of the store by whether they are spread over shards, as the SQL of the store says. */
import { migrationsFor } from '../../../sync-server/src/adapters/sql/migrations.ts';

/** Small tables that every machine has whole. */
export const REFERENCE_TABLES: ReadonlySet<string> = new Set([
  'meta',
  'shards',
  'accounts',
  'delegations',
  'sessions',
  'session_devices',
  'push_subscriptions',
  'push_audience',
  'login_attempts',
  'regions',
  'agencies',
  'officers',
  'suspensions',
  'matters',
  'matter_lists',
  'matter_drafts',
  'matter_publications',
  'policies',
  'calendar_years',
  'quiet_periods',
]);

/** The directory: its look-ups know an id alone. */
export const DIRECTORY = 'places';

const CREATED = /^create table (\w+)/;

const STATEMENTS = migrationsFor('sqlite')
  .flat()
  .map((statement) => statement.trim());

export const TABLES: readonly string[] = STATEMENTS.flatMap((statement) => CREATED.exec(statement)?.[1] ?? []);

/** Tables whose key begins with the shard. SQLite's full-text index wants a number as the primary key of its documents. */
export const SHARDED_TABLES: ReadonlySet<string> = new Set(
  STATEMENTS.filter((statement) => /(primary key|unique) \(shard,/.test(statement)).flatMap(
    (statement) => CREATED.exec(statement)?.[1] ?? [],
  ),
);
