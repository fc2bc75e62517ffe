/** Numbers of approvals, and what their form states of the year. */
import { DAY } from '@liangma/shared/kernel/instant';
import type { Task, TaskIn } from '@liangma/shared/tasks/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReference } from '../../../shared/test/builders.ts';
import { applicationFor } from '../application.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head] = [] as unknown as [Client, Client];
beforeAll(async () => {
  server = await startServer();
  [clerk, head] = (await Promise.all(['lichunmei', 'mayongcheng'].map((name) => server.as(name)))) as [Client, Client];
});
afterAll(() => server.stop());

async function apply(days: number, changes: object = {}): Promise<Task> {
  const application = await applicationFor(clerk);
  const window = { from: application.window.from + days * DAY, to: application.window.to + days * DAY };
  const { body } = await clerk.post('/api/tasks', {
    application: { ...application, matters: ['M901'], window, ...changes },
  });
  expect(body).toMatchObject({ task: { state: 'applied' } });
  return body.task;
}
const approve = ({ id, rev }: Task) => head.post(`/api/tasks/${id}/approve`, { rev });

const complaint = { type: 'case', source: 'complaint', reference: aReference() };

test('[APR-5] the form keeps what was used of each limit when it was approved; an exempt source counts to none', async () => {
  const planned = (await approve(await apply(0))).body.task as TaskIn<'issued'>;
  expect(planned.limits).toEqual([{ matter: '食品生产监督检查', used: 1, cap: 2 }]);
  const exempt = (await approve(await apply(10, complaint))).body.task;
  expect(exempt).not.toHaveProperty('limits');
  expect((await clerk.get(`/api/tasks/${planned.id}`)).body.task.limits).toEqual(planned.limits);
});

test('[APR-5] approvals are numbered in a row, at once too, and one that fails leaves no gap', async () => {
  const tasks = [await apply(7, complaint), await apply(8, complaint), await apply(9, complaint)] as [Task, Task, Task];
  const first = (await approve(tasks[0])).body.task as TaskIn<'issued'>;
  const mark = first.documentNumber?.replace(/\d+号$/, '');
  expect(mark).toBe('天祝市监检〔2026〕');
  const start = Number(/(\d+)号$/.exec(first.documentNumber ?? '')?.[1]);
  expect((await approve(tasks[0])).status).not.toBe(200);
  const [second, third] = await Promise.all([approve(tasks[1]), approve(tasks[2])]);
  expect([second.body.task.documentNumber, third.body.task.documentNumber].sort()).toEqual([
    `${mark}${start + 1}号`,
    `${mark}${start + 2}号`,
  ]);
});
