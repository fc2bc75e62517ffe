/** Lists over the API: who sees what, and what is audited. */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let clerk: Client;
let supervisor: Client;
beforeAll(async () => {
  server = await startServer();
  [clerk, supervisor] = [await server.as('lichunmei'), await server.as('zhangwei')];
});
afterAll(() => server.stop());

test('the pages of a list reach every task of the agency, and the list has their count', async () => {
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
  const { counts } = (await clerk.get('/api/tasks/counts')).body;
  expect(total).toBe(Object.values<number>(counts).reduce((sum, n) => sum + n, 0));
});

test('an application that was sent back is listed and counted as such, not among the refused ones', async () => {
  const head = await server.as('mayongcheng');
  const counts = async () => (await clerk.get('/api/tasks/counts')).body.counts;
  const listed = async (state: string): Promise<string[]> =>
    (await clerk.get(`/api/lists/tasks?state=${state}&limit=500`)).body.rows.map(({ id }: { id: string }) => id);
  const before = await counts();
  const decide = async (decision: 'return' | 'reject', days: number): Promise<string> => {
    const from = NINE_O_CLOCK + days * DAY;
    const application = { ...(await applicationFor(clerk)), window: { from, to: from + HOUR } };
    const { id, rev } = (await clerk.post('/api/tasks', { application })).body.task;
    await head.post(`/api/tasks/${id}/${decision}`, { rev, reason: '检查时段与企业停产检修重合，请改期。' });
    return id;
  };
  const [returned, refused] = [await decide('return', 40), await decide('reject', 42)];
  expect(await listed('returned')).toContain(returned);
  expect(await listed('rejected')).toContain(refused);
  expect(await listed('rejected')).not.toContain(returned);
  expect(await listed('not-approved')).toEqual(expect.arrayContaining([returned, refused]));
  const after = await counts();
  for (const state of ['returned', 'rejected'] as const) {
    expect(after[state]).toBe((before[state] ?? 0) + 1);
    expect(after[state]).toBe((await listed(state)).length);
  }
});

test('an empty reply has the number of rows that were searched', async () => {
  const { body: every } = await clerk.get('/api/lists/tasks?limit=1');
  expect((await clerk.get(`/api/lists/tasks?q=${encodeURIComponent('没有这家')}`)).body).toEqual({
    rows: [],
    total: 0,
    atLeast: false,
    all: every.total,
    next: null,
    previous: null,
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

test('a list is refused without permission', async () => {
  expect((await server.anonymous.get('/api/lists/tasks')).status).toBe(401);
  expect((await clerk.get('/api/lists/inspections')).status).toBe(403);
  expect((await supervisor.get('/api/lists/tasks')).status).toBe(403);
});

test('a bad query parameter is rejected by name', async () => {
  const { status, body } = await clerk.get('/api/lists/tasks?state=elsewhere');
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('state')]);
  expect((await clerk.get('/api/lists/tasks?after=xxx')).status).toBe(400);
});

test('the audit records an export once, with its query', async () => {
  const { body } = await clerk.get(
    `/api/lists/tasks?purpose=export&limit=1&state=recorded&q=${encodeURIComponent('公司')}`,
  );
  await clerk.get(`/api/lists/tasks?purpose=export&limit=1&state=recorded&after=${body.next}`);
  const subject = `tasks?q=${encodeURIComponent('公司')}&state=recorded`;
  expect(await server.deps.store.read((tx) => tx.audit.ofSubject('6206', subject))).toMatchObject([
    { actor: 'lichunmei', action: 'list.export' },
  ]);
});

test('[EVAL-3] the inspected agency cannot ask which of its inspections were evaluated', async () => {
  for (const having of ['evaluated', 'alerts'])
    expect((await clerk.get(`/api/lists/tasks?with=${having}`)).status).toBe(403);
  expect(
    (await clerk.get('/api/lists/tasks')).body.rows.every((row: { alerts: string[] }) => row.alerts.length === 0),
  ).toBe(true);
});

test('each figure of the overview equals the total of its list', async () => {
  const { today, satisfaction, joint, now } = (await supervisor.get('/api/supervision/overview')).body;
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
  const total = async (address: string): Promise<number> => (await supervisor.get(`/api/lists/${address}`)).body.total;
  expect(await total(`inspections?state=approved&from=${day}&to=${day}`)).toBe(today.inspections);
  expect(await total(`inspections?state=refused-at-door&from=${day}&to=${day}`)).toBe(today.refused);
  expect(await total('inspections?with=evaluated')).toBe(satisfaction.total);
  const year = `from=${day.slice(0, 4)}-01-01&to=${day}`;
  expect(await total(`inspections?state=recorded&joint=joint&${year}`)).toBe(joint.inspections);
  expect(await total('alerts')).toBe(today.alerts);
  expect(await total('quarantine')).toBe(today.quarantined);
});

test('a search finds enterprises by words, initials, trade and code, and filters by township and grade', async () => {
  const list = async (address: string) => (await clerk.get(`/api/lists/enterprises?${address}`)).body;
  const q = (text: string) => `q=${encodeURIComponent(text)}`;
  const { rows, total } = await list(q('天祝 雪域食品'));
  expect([total, rows[0].name, rows[0].township]).toEqual([1, '天祝雪域食品有限公司', expect.any(String)]);
  const [{ id, region, grade, trade }] = rows;
  for (const asked of [
    q('tzxysp'),
    q(id),
    q(id.slice(0, 17)),
    `${q('雪域食品')}&region=${region}`,
    `${q('雪域')}&grade=${grade}`,
  ]) {
    expect([asked, (await list(asked)).rows.map((row: { id: string }) => row.id)]).toEqual([
      asked,
      expect.arrayContaining([id]),
    ]);
  }
  const same = await list(`trade=${encodeURIComponent(trade)}&limit=500`);
  expect(new Set(same.rows.map((row: { trade: string }) => row.trade))).toEqual(new Set([trade]));
  const names = (await list('limit=500')).rows.map((row: { id: string }) => row.id);
  expect((await list('limit=500&sort=-name')).rows.map((row: { id: string }) => row.id)).not.toEqual(names);
});

test('a desk lists its own officers, supervisors those of their region, and a filter finds suspended ones', async () => {
  const own = (await clerk.get('/api/lists/officers?limit=500')).body;
  const all = (await supervisor.get('/api/lists/officers?limit=500')).body;
  expect(all.total).toBeGreaterThan(own.total);
  expect(new Set(own.rows.map(({ agency }: { agency: string }) => agency)).size).toBe(1);
  const found = (await supervisor.get('/api/lists/officers?q=wjg')).body.rows;
  const officer = found.find(({ name }: { name: string }) => name === '王建国');
  const suspended = async (): Promise<string[]> =>
    (await supervisor.get('/api/lists/officers?state=suspended')).body.rows.map(({ id }: { id: string }) => id);
  await supervisor.post(`/api/officers/${officer.id}/suspension`, { reason: '核查中' });
  expect(await suspended()).toContain(officer.id);
  await supervisor.post(`/api/officers/${officer.id}/reinstatement`, {});
  expect(await suspended()).not.toContain(officer.id);
});

test('their agency and the supervisors of the region can list devices', async () => {
  const own = await clerk.get('/api/lists/devices');
  const region = await supervisor.get('/api/lists/devices');
  expect([own.status, region.status]).toEqual([200, 200]);
  expect(region.body.total).toBeGreaterThanOrEqual(own.body.total);
  expect((await (await server.as('wangjianguo')).get('/api/lists/devices')).status).toBe(403);
});

test('[NOT-2] the desk finds the inspections that never took place, and those whose period touches a day', async () => {
  const { rows } = (await clerk.get('/api/lists/tasks?state=recorded&limit=1')).body;
  const [{ window, enterprise }] = rows;
  const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  const total = async (more: string): Promise<number> =>
    (await clerk.get(`/api/lists/tasks?enterprise=${enterprise.id}&from=${day(window.from)}${more}`)).body.total;
  const all = await total('');
  expect(await total(`&ends=${day(window.to)}`)).toBe(all);
  expect(await total(`&ends=${day(window.to + 24 * 3_600_000)}`)).toBeLessThan(all);
  const { counts } = (await clerk.get('/api/tasks/counts')).body;
  expect((await clerk.get('/api/lists/tasks?state=lapsed')).body.total).toBe(counts.lapsed ?? 0);
  const planned = (await clerk.get('/api/lists/tasks?state=planned')).body.total;
  expect(planned).toBe((counts.applied ?? 0) + (counts.issued ?? 0) + (counts.inspecting ?? 0));
});

test('[FREQ-6] the desk gets the thresholds by which the server decides', async () => {
  expect((await clerk.get('/api/policy')).body).toEqual(server.deps.policies.at('620623', server.deps.clock.now()));
  expect((await server.anonymous.get('/api/policy')).status).toBe(401);
});

test('[SYNC-9] the suspension of the demo’s suspended officer can be ended', async () => {
  const [officer] = (await supervisor.get('/api/lists/officers?state=suspended')).body.rows;
  expect(await supervisor.post(`/api/officers/${officer.id}/reinstatement`, {})).toMatchObject({ status: 200 });
});

test('a supervisor’s session names the office', async () => {
  expect((await supervisor.get('/api/session')).body.actor.office).toBe('武威市司法局 · 行政执法协调监督科');
});
