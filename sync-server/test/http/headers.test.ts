/** Headers of every answer, and origins that may write. */
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { createApp } from '../../src/app.ts';
import { startServer, type TestServer } from '../harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ onDisk: true });
});
afterAll(() => server.stop());

test('nothing of the API is kept by a browser unless it says so, and nothing is read by other sites', async () => {
  const desk = await server.as('lichunmei');
  for (const path of ['/api/session', '/api/lists/tasks', '/api/registry/officers', '/api/devices']) {
    const { headers } = await desk.get(path);
    expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
  const gone = await desk.raw('/api/session', { method: 'DELETE' });
  expect(gone.headers.get('clear-site-data')).toBe('"cache"');
});

test('over HTTPS browsers are told to stay with it', async () => {
  const config = { ...server.deps.config, origin: 'https://check.example.gov.cn' };
  const answer = await createApp({ ...server.deps, config }).request('/api/health');
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect((await server.anonymous.get('/api/health')).headers.get('strict-transport-security')).toBeNull();
});

test('another name that leads here is refused, and so is a write from another origin', async () => {
  expect((await server.anonymous.get('/api/regions', { host: 'evil.example' })).status).toBe(403);
  expect((await server.anonymous.get('/api/health', { host: 'evil.example' })).status).toBe(200);
  const credentials = { name: 'lichunmei', password: 'liangma-demo' };
  const from = (origin: string) =>
    server.anonymous.post('/api/session', credentials, { host: 'localhost:8787', origin });
  expect((await from('http://localhost:9999')).status).toBe(403);
  expect((await from('null')).status).toBe(403);
  expect((await from('http://localhost:8787')).status).toBe(200);
});

test('a store that everybody could read is closed to them when it is opened', async () => {
  const file = join(server.folder, 'liangma.sqlite');
  chmodSync(file, 0o644);
  const store = await openSqliteStore(server.folder, 'epoch-1');
  await store.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
