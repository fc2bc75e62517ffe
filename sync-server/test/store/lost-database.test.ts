/** A PostgreSQL whose connections end at any moment: what is answered is kept, what is not is said, and the server goes on. */

import { aDevice, pushBody } from '@liangma/testing/device';
import { startPostgres, type TestPostgres } from '@liangma/testing/postgres';
import { storedEventsOf } from '@liangma/testing/stored-events';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../src/adapters/sql/connection/postgres.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let postgres: TestPostgres;
let server: TestServer;
let killer: ReturnType<typeof openPostgres>;
beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.database('lost');
  server = await startServer({ databaseUrl });
  killer = openPostgres(databaseUrl);
});
afterAll(async () => {
  await killer.destroy();
  await server.stop();
  await postgres.stop();
});

const NOBODY = '019ab3a0-1234-7abc-8def-0123456789ab';

const endConnections = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(killer);

test('pushes during an outage get their outcome or 503, and repeated pushes are stored once', async () => {
  const statuses: number[] = [];
  const inspector = await server.as('wangjianguo');
  for (let round = 0; round < 15; round++) {
    const device = aDevice();
    await inspector.post('/api/devices', { publicKey: device.publicKey });
    const row = await device.event('code-shown', NOBODY, {}, NINE_O_CLOCK + round);
    const push = () =>
      server.anonymous.post('/api/sync/events/push', pushBody(row), { 'x-liangma-device-key': device.publicKey });
    const pushed = push();
    for (let turns = round * 3; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
    const [first] = await Promise.all([pushed, endConnections()]);
    expect([200, 503]).toContain(first.status);
    statuses.push(first.status);
    let last = await push();
    for (let i = 0; i < 9 && last.status === 503; i++) last = await push();
    expect(last).toMatchObject({ status: 200, body: [{ sync: { state: 'rejected', code: 'unknown-task' } }] });
    expect(await server.deps.store.read((tx) => storedEventsOf(tx, device.id))).toHaveLength(1);
  }
  // The machine decides which of the fifteen come through: at least one is cut off.
  expect(statuses).toContain(503);
});
