/** State of the installation, as county IT reads it. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noted } from '../../src/ports/store.ts';
import { startServer, type TestServer } from '../harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('the state names versions, keys, certificates, disk, backup and overdue jobs', async () => {
  const operator = await server.as('chentao');
  const { body, status } = await operator.get('/api/operation');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    server: 'test',
    protocol: 1,
    schema: 1,
    store: 'sqlite',
    catalog: 1,
    backupAt: null,
    jobsOverdue: 0,
  });
  // The demo has devices that were not heard of; the county administrator opens the people behind them.
  for (const one of body.silentDevices)
    expect(one).toMatchObject({ officer: expect.any(String), agency: expect.any(String) });
  expect(body.silentDevices.length).toBe(
    Math.min(
      50,
      body.silent.reduce((sum: number, { notWhole }: { notWhole: number }) => sum + notWhole, 0),
    ),
  );
  expect(body.keys.length).toBeGreaterThan(1);
  expect(body.keys.every(({ isNearEnd }: { isNearEnd: boolean }) => !isNearEnd)).toBe(true);
  expect(body.certificates).toBeGreaterThan(0);
  expect(body.freeBytes).toBeGreaterThan(0);

  const dueAt = server.clock.at - 2 * HOUR;
  await server.deps.store.write(async (tx) => {
    await tx.jobs.add({ shard: '', kind: 'sweep-sessions', subject: '', step: 'test', dueAt });
    await tx.setup.saveBackup(server.clock.at);
    return noted(undefined);
  });
  expect((await operator.get('/api/operation')).body).toMatchObject({ backupAt: server.clock.at, jobsOverdue: 1 });
  expect((await (await server.as('mayongcheng')).get('/api/operation')).status).toBe(403);
});
