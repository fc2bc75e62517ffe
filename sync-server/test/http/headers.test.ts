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

test('browsers cache no API answer unless it allows that, and other sites can read none', async () => {
  const desk = await server.as('lichunmei');
  for (const path of ['/api/session', '/api/lists/tasks', '/api/registry/officers', '/api/devices']) {
    const { headers } = await desk.get(path);
    expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
  const gone = await desk.raw('/api/session', { method: 'DELETE' });
  expect(gone.headers.get('clear-site-data')).toBe('"cache"');
});

test('answers over HTTPS set HSTS', async () => {
  const config = { ...server.deps.config, origin: 'https://check.example.gov.cn' };
  const answer = await createApp({ ...server.deps, config }).request('/api/health');
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect((await server.anonymous.get('/api/health')).headers.get('strict-transport-security')).toBeNull();
});

test('requests for another host name and writes from another origin are rejected', async () => {
  expect((await server.anonymous.get('/api/regions', { host: 'evil.example' })).status).toBe(403);
  expect((await server.anonymous.get('/api/health', { host: 'evil.example' })).status).toBe(200);
  const credentials = { name: 'lichunmei', password: 'liangma-demo' };
  const from = (origin: string) =>
    server.anonymous.post('/api/session', credentials, { host: 'localhost:8787', origin });
  expect((await from('http://localhost:9999')).status).toBe(403);
  expect((await from('null')).status).toBe(403);
  expect((await from('http://localhost:8787')).status).toBe(200);
});

test('opening a store removes the access of others to its files', async () => {
  const file = join(server.folder, 'liangma.sqlite');
  chmodSync(file, 0o644);
  const store = await openSqliteStore(server.folder, 'epoch-1');
  await store.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
