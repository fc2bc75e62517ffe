/** Two desks over one application, on both stores. */
import { HOUR } from '@liangma/shared/kernel/instant';
import type { Content, Task } from '@liangma/shared/tasks/task';
import { contentOf } from '@liangma/shared/tasks/versions';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { IS_NIGHT, RULE_STORES } from '../rule-stores.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres | undefined;
beforeAll(async () => {
  if (IS_NIGHT) postgres = await sharedPostgres();
});
afterAll(() => postgres?.stop());

describe.each(RULE_STORES)('applications on %s', (kind) => {
  let server: TestServer;
  let clerk: Client;
  let desk: Client;
  let head: Client;
  let task: Task;

  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres?.county('edits') } : {});
    [clerk, desk, head] = (await Promise.all(
      ['lichunmei', 'lichunmei', 'mayongcheng'].map((name) => server.as(name)),
    )) as [Client, Client, Client];
  });
  afterAll(() => server.stop());

  const apply = async (): Promise<Task> => {
    const from = NINE_O_CLOCK + HOUR;
    const changes = { matters: ['M901'], window: { from, to: from + 2 * HOUR } };
    const application = { ...(await applicationFor(clerk)), ...changes };
    return (await clerk.post('/api/tasks', { application })).body.task;
  };
  const edit = (who: Client, { id, rev }: Task, changes: Partial<Content>) =>
    who.post(`/api/tasks/${id}/edit`, { rev, content: { ...contentOf(task), ...changes } });
  const now = async (): Promise<Task> => (await clerk.get(`/api/tasks/${task.id}`)).body.task;

  test('an application can be edited until it is decided, and keeps its earlier content', async () => {
    task = await apply();
    const { status, body } = await edit(clerk, task, { whyOnSite: '需核对三批面粉的库存批次。', assistants: 2 });
    expect(status).toBe(200);
    expect(body.task).toMatchObject({
      rev: task.rev + 1,
      whyOnSite: '需核对三批面粉的库存批次。',
      assistants: 2,
      applied: task.applied,
      edits: [{ by: 'lichunmei', before: { whyOnSite: task.whyOnSite, assistants: 0 } }],
    });
    expect(await now()).toEqual(body.task);
  });

  test('an edit is checked like a new application', async () => {
    const before = await now();
    const refused = await edit(clerk, before, { officers: before.officers.slice(0, 1).map(({ id }) => id) });
    expect(refused).toMatchObject({ status: 422, body: { code: 'findings', findings: [{ rule: 'QUAL-3' }] } });
    expect(await now()).toEqual(before);
  });

  test('[SYNC-12] the second of two desks that edit an application changes nothing and gets the present version', async () => {
    task = await now();
    expect((await edit(clerk, task, { assistants: 3 })).status).toBe(200);
    const late = await edit(desk, task, { whyOnSite: '另一张桌上写的入企原因。' });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'conflict', current: { rev: task.rev + 1, assistants: 3, whyOnSite: task.whyOnSite } },
    });
    const { current } = late.body;
    expect((await edit(desk, current, { assistants: 3, whyOnSite: '另一张桌上写的入企原因。' })).status).toBe(200);
    expect(await now()).toMatchObject({ rev: task.rev + 2, assistants: 3, whyOnSite: '另一张桌上写的入企原因。' });
  });

  test('[SYNC-12] one of two concurrent edits succeeds', async () => {
    task = await now();
    const both = await Promise.all([edit(clerk, task, { assistants: 4 }), edit(desk, task, { assistants: 5 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await now()).rev).toBe(task.rev + 1);
  });

  test.each(['approve', 'reject'])('[SYNC-12] a head who has seen an older version cannot %s', async (decision) => {
    task = await now();
    await edit(clerk, task, { assistants: (task.assistants + 1) % 5 });
    const decided = await head.post(`/api/tasks/${task.id}/${decision}`, {
      rev: task.rev,
      reason: '本年度检查次数已经用完',
    });
    expect(decided).toMatchObject({ status: 409, body: { code: 'conflict', current: { rev: task.rev + 1 } } });
    expect((await now()).state).toBe('applied');
  });

  test('only a clerk of the agency can edit an application', async () => {
    task = await now();
    const stranger = await server.as('zhangwei');
    for (const who of [head, stranger]) expect((await edit(who, task, { assistants: 1 })).status).toBe(403);
    expect((await edit(server.anonymous, task, { assistants: 1 })).status).toBe(401);
  });

  test('[APR-1] the head returns an application with an opinion, and the clerk’s new one links to it', async () => {
    const first = await now();
    const opinion = '请写明为什么书面检查不能解决。';
    expect((await head.post(`/api/tasks/${first.id}/return`, { rev: first.rev, reason: '' })).status).toBe(400);
    expect((await clerk.post(`/api/tasks/${first.id}/return`, { rev: first.rev, reason: opinion })).status).toBe(403);
    const returned = (await head.post(`/api/tasks/${first.id}/return`, { rev: first.rev, reason: opinion })).body.task;
    expect(returned).toMatchObject({ state: 'rejected', returned: true, reason: opinion });

    const from = NINE_O_CLOCK + HOUR;
    const changes = { matters: ['M901'], window: { from, to: from + 2 * HOUR } };
    const application = { ...(await applicationFor(clerk)), ...changes, replaces: first.id };
    task = (await clerk.post('/api/tasks', { application })).body.task;
    expect(task).toMatchObject({ state: 'applied', replaces: first.id });
    // Nothing but a returned or refused application is made again.
    const again = { ...application, replaces: task.id };
    expect((await clerk.post('/api/tasks', { application: again })).status).toBe(404);
  });

  test('nobody can edit a decided application, and a desk that has it open learns that', async () => {
    task = await now();
    const approved = (await head.post(`/api/tasks/${task.id}/approve`, { rev: task.rev })).body.task;
    expect(approved.state).toBe('issued');
    expect(await edit(clerk, task, { assistants: 1 })).toMatchObject({
      status: 409,
      body: { code: 'conflict', current: { state: 'issued' } },
    });
    expect(await edit(clerk, approved, { assistants: 1 })).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
  });
});
