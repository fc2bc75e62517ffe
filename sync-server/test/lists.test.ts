/** Lists over the API: who sees what, and what is audited. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, startServer, type TestServer } from './harness.ts';

let server: TestServer;
let clerk: Client;
let supervisor: Client;
beforeAll(async () => {
  server = await startServer();
  [clerk, supervisor] = [await server.as('lichunmei'), await server.as('zhangwei')];
});
afterAll(() => server.stop());

test('a list reaches every task of the agency, page by page, and says how many there are', async () => {
  const ids = new Set<string>();
  let after = '';
  let pages = 0;
  let total = 0;
  do {
    const { body } = await clerk.get(`/api/lists/tasks?limit=500&after=${after}`.replace(/&after=$/, ''));
    for (const { id } of body.rows) ids.add(id);
    [after, total] = [body.next ?? '', body.total];
    pages++;
  } while (after !== '' && pages < 99);
  expect(ids.size).toBe(total);
  const { counts } = (await clerk.get('/api/tasks?limit=1')).body;
  expect(total).toBe(Object.values<number>(counts).reduce((sum, n) => sum + n, 0));
});

test('where nothing matches the reply says in how many was searched', async () => {
  const { body: every } = await clerk.get('/api/lists/tasks?limit=1');
  expect((await clerk.get(`/api/lists/tasks?q=${encodeURIComponent('没有这家')}`)).body).toEqual({
    ...{ rows: [], total: 0, atLeast: false, all: every.total, next: null, previous: null },
  });
});

test('supervisors find an inspection of any age, in their region alone', async () => {
  const { body } = await supervisor.get('/api/lists/inspections?state=recorded&sort=start&limit=1');
  const [oldest] = body.rows;
  const found = await supervisor.get(
    `/api/lists/inspections?q=${encodeURIComponent(oldest.enterprise.name)}&from=2025-01-01&to=2026-12-31`,
  );
  expect(found.body.rows.map(({ id }: { id: string }) => id)).toContain(oldest.id);
});

test('who may not see a list is refused', async () => {
  expect((await server.anonymous.get('/api/lists/tasks')).status).toBe(401);
  expect((await clerk.get('/api/lists/inspections')).status).toBe(403);
  expect((await supervisor.get('/api/lists/tasks')).status).toBe(403);
});

test('an address that means nothing is refused with its name', async () => {
  const { status, body } = await clerk.get('/api/lists/tasks?state=elsewhere');
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('state')]);
  expect((await clerk.get('/api/lists/tasks?after=xxx')).status).toBe(400);
});

test('an export is audited once, with what was asked', async () => {
  const { body } = await clerk.get(
    `/api/lists/tasks?purpose=export&limit=1&state=recorded&q=${encodeURIComponent('公司')}`,
  );
  await clerk.get(`/api/lists/tasks?purpose=export&limit=1&state=recorded&after=${body.next}`);
  const subject = `tasks?q=${encodeURIComponent('公司')}&state=recorded`;
  expect(await server.deps.store.read((tx) => tx.auditOf(subject))).toMatchObject([
    { actor: 'lichunmei', action: 'list.export' },
  ]);
});
