/**
 * A store as the first schema left it: a row in each of its tables. Written as SQL and not through the store of today,
 * which writes what it knows by now.
 */
import { type Kysely, sql } from 'kysely';
import { aMatter, anAgency, anEnterprise, anOfficer, aTask, NOW } from '../../shared/test/builders.ts';
import type { Tables } from '../src/adapters/sql/schema.ts';
import { CLERK } from '../src/demo/accounts.ts';

const { number: _, ...task } = aTask('issued');
/** From before short numbers. */
export const FIRST_TASK = task;
export const FIRST_EPOCH = 'of-the-first';
export const FIRST_DEVICE = 'aa'.repeat(16);

const [agency, enterprise, officer, matter] = [anAgency(), anEnterprise(), anOfficer(1), aMatter('M901')];
const bytes = (n: number) => Uint8Array.of(n, n, n);

const ROWS: Readonly<Record<string, Record<string, unknown>>> = {
  accounts: { name: CLERK.account, password: 'scrypt', actor: JSON.stringify(CLERK) },
  sessions: { token_hash: 'session', account: CLERK.account, expires_at: NOW + 9 },
  login_attempts: { key: 'attempts', failures: 2, last_at: NOW },
  regions: { code: '620623', name: '天祝藏族自治县' },
  agencies: { id: agency.id, data: JSON.stringify(agency) },
  officers: { id: officer.id, agency: agency.id, data: JSON.stringify(officer) },
  matters: { id: matter.id, data: JSON.stringify(matter) },
  enterprises: {
    id: enterprise.id,
    region: enterprise.region,
    name: enterprise.name,
    data: JSON.stringify(enterprise),
  },
  tasks: {
    ...{ id: task.id, shard: '6206', seq: 7, agency: agency.id, enterprise: enterprise.id, county: '620623' },
    ...{ state: 'issued', starts_at: task.window.from, ends_at: task.window.to, data: JSON.stringify(task) },
  },
  task_officers: { officer: officer.id, task: task.id },
  devices: {
    ...{ id: FIRST_DEVICE, public_key: bytes(1), officer: officer.id, account: CLERK.account, last_seq: 3 },
    ...{ last_hash: 'cc', enrolled_at: NOW, last_contact_at: NOW, skew: 5 },
  },
  events: {
    ...{ id: 'event', device: FIRST_DEVICE, device_seq: 3, type: 'code-shown', task: task.id, at: NOW },
    ...{ received_at: NOW + 1, shard: '6206', seq: 6, hash: 'cc', envelope: bytes(2), state: 'accepted' },
    ...{ reasons: '[]', receipt: bytes(3), alerts: '[]' },
  },
  conflicting_envelopes: { id: 'event', hash: 'dd', envelope: bytes(4), received_at: NOW },
  evaluations: {
    ...{ task: task.id, device: FIRST_DEVICE, county: '620623', at: NOW, overall: 'satisfied' },
    data: '{"overall":"satisfied"}',
  },
  alerts: {
    id: 'alert',
    rule: 'SYNC-3',
    code: 'chain-broken',
    task: task.id,
    county: '620623',
    at: NOW,
    state: 'open',
  },
  audit: { id: 'audit', at: NOW, actor: CLERK.account, action: 'task.approved', subject: task.id },
  counters: { name: 'shard:6206', value: 7 },
};

export async function fillFirstStore(db: Kysely<Tables>): Promise<void> {
  for (const [table, row] of Object.entries(ROWS)) await insert(db, table, row);
  await insert(db, 'meta', { key: 'epoch', value: FIRST_EPOCH });
  await insert(db, 'meta', { key: 'catalog', value: '4' });
}

const insert = (db: Kysely<Tables>, table: string, row: Record<string, unknown>): Promise<unknown> =>
  sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
    values (${sql.join(Object.values(row))})`.execute(db);

/** Names of tables with how many rows each has. */
export async function countRows(db: Kysely<Tables>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(db);
    counts.set(name, Number(rows[0]?.n));
  }
  return counts;
}
