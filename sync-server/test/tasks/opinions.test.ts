/** Opinions of the legal review and of the head, and what the head confirms afterwards. */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { filingDue } from '@liangma/shared/tasks/assistance-filing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReference } from '../../../shared/test/builders.ts';
import { sweepForAlerts } from '../../src/alerts/sweep-alerts.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head, reviewer, supervisor] = [] as unknown as [Client, Client, Client, Client];
let application: Awaited<ReturnType<typeof applicationFor>>;

beforeAll(async () => {
  server = await startServer();
  const people = ['lichunmei', 'mayongcheng', 'hejing', 'zhangwei'].map((name) => server.as(name));
  [clerk, head, reviewer, supervisor] = (await Promise.all(people)) as [Client, Client, Client, Client];
  application = await applicationFor(clerk);
});
afterAll(() => server.stop());

const apply = async (changes: object = {}) =>
  (await clerk.post('/api/tasks', { application: { ...application, ...changes } })).body.task;
const unconfirmed = async (): Promise<string[]> =>
  (await head.get('/api/lists/tasks?confirmation=due')).body.rows.map(({ id }: { id: string }) => id);

test('[APR-1] the head sees the objection of the legal review first, and approves with an opinion all the same', async () => {
  const task = await apply();
  const review = (who: Client, what: object) =>
    who.post(`/api/tasks/${task.id}/review`, { rev: task.rev, review: what });
  expect((await review(head, { stand: 'agree', text: '' })).status).toBe(403);
  expect((await review(reviewer, { stand: 'object', text: ' ' })).status).toBe(400);
  const objected = await review(reviewer, { stand: 'object', text: '依据引用不全。' });
  expect(objected.body.task).toMatchObject({
    state: 'applied',
    opinions: [{ by: 'hejing', name: '何静', kind: 'review', stand: 'object', text: '依据引用不全。' }],
  });
  const { rows } = (await head.get('/api/lists/tasks?state=applied')).body;
  expect(rows).toMatchObject([{ id: task.id, objections: 1 }]);
  expect((await head.post(`/api/tasks/${task.id}/approve`, { rev: task.rev })).body.code).toBe('conflict');
  const words = { rev: objected.body.task.rev, opinion: '同意，补充依据后实施。' };
  const approved = await head.post(`/api/tasks/${task.id}/approve`, words);
  expect(approved.body.task).toMatchObject({ state: 'issued', opinions: [{ kind: 'review' }, { kind: 'approval' }] });
  const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
  expect(steps.map(({ step }: { step: string }) => step)).toEqual(['applied', 'review-objected', 'approved']);
  expect((await review(reviewer, { stand: 'agree', text: '' })).body.code).toBe('conflict');
  expect((await head.post(`/api/tasks/${task.id}/confirm`, { opinion: '属实。' })).body.code).toBe('wrong-state');
});

test('[APR-2] a late entry waits at the desk until the head confirms it, and supervisors are told after two days', async () => {
  const late = {
    type: 'case',
    source: 'complaint',
    reference: aReference({ date: '2026-11-20' }),
    late: { ground: 'no-network' },
    reasons: { 'LATE-2': '山里没有信号，回来以后补录。' },
    window: { from: NINE_O_CLOCK - DAY, to: NINE_O_CLOCK - DAY + HOUR },
  };
  const tasks = [
    await apply(late),
    await apply({ ...late, window: { from: NINE_O_CLOCK - 2 * DAY, to: NINE_O_CLOCK - 2 * DAY + HOUR } }),
  ];
  const [first, second] = tasks;
  for (const { id, rev } of tasks) expect((await head.post(`/api/tasks/${id}/approve`, { rev })).status).toBe(200);
  expect((await unconfirmed()).sort()).toEqual([first.id, second.id].sort());
  expect((await head.post(`/api/tasks/${first.id}/confirm`, { opinion: '' })).status).toBe(400);
  expect((await clerk.post(`/api/tasks/${first.id}/confirm`, { opinion: '属实。' })).status).toBe(403);
  const confirmed = await head.post(`/api/tasks/${first.id}/confirm`, { opinion: '情况属实，同意补录。' });
  expect(confirmed.body.task.opinions).toMatchObject([{ kind: 'confirmation', by: 'mayongcheng' }]);
  expect(await unconfirmed()).toEqual([second.id]);
  const overdue = async () => (await supervisor.get('/api/lists/alerts?code=confirmation-overdue')).body.rows;
  await sweepForAlerts(server.deps);
  expect(await overdue()).toEqual([]);
  server.clock.at += 2 * DAY + 1;
  supervisor = await server.as('zhangwei');
  await sweepForAlerts(server.deps);
  await sweepForAlerts(server.deps);
  expect(await overdue()).toMatchObject([{ task: second.id, rule: 'APR-2', count: 1 }]);
});

test('[JUR-1] supervisors are told once of assistance that was not filed in twenty days', async () => {
  const assistance = { number: '天市监函〔2026〕21号', date: '2026-11-24', authority: '凉州区市场监督管理局' };
  const window = { from: server.clock.at + 9 * DAY, to: server.clock.at + 9 * DAY + HOUR };
  [clerk, head, supervisor] = (await Promise.all(
    ['lichunmei', 'mayongcheng', 'zhangwei'].map((name) => server.as(name)),
  )) as [Client, Client, Client];
  const task = await apply({
    type: 'case',
    source: 'complaint',
    reference: aReference({ number: '12345-77' }),
    assistance,
    window,
  });
  const { body } = await head.post(`/api/tasks/${task.id}/approve`, { rev: task.rev });
  const told = async () => (await supervisor.get('/api/lists/alerts?code=assistance-unfiled')).body.rows;
  const due = filingDue(body.task, 20 * DAY) ?? 0;
  server.clock.at = due - 1;
  await sweepForAlerts(server.deps);
  supervisor = await server.as('zhangwei');
  expect(await told()).toEqual([]);
  server.clock.at = due;
  await sweepForAlerts(server.deps);
  await sweepForAlerts(server.deps);
  expect(await told()).toMatchObject([{ task: task.id, rule: 'JUR-1', count: 1 }]);
});
