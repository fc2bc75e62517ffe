/** Late entries from an officer's device. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReference, TASK_ID } from '../../../shared/test/builders.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head, inspector] = [] as unknown as [Client, Client, Client];
let entry: object;

beforeAll(async () => {
  server = await startServer();
  const people = ['lichunmei', 'mayongcheng', 'wangjianguo'].map((name) => server.as(name));
  [clerk, head, inspector] = (await Promise.all(people)) as [Client, Client, Client];
  entry = {
    ...(await applicationFor(clerk)),
    type: 'case',
    source: 'complaint',
    reference: aReference(),
    late: { ground: 'no-network' },
    reasons: { 'LATE-2': '山里没有信号，回来以后补录。' },
    window: { from: NINE_O_CLOCK - 3 * HOUR, to: NINE_O_CLOCK - 2 * HOUR },
  };
});
afterAll(() => server.stop());

const enter = (who: Client, changes: object = {}, id: string = TASK_ID) =>
  who.post('/api/tasks/late', { id, application: { ...entry, ...changes } });

test('[LATE-1] [LATE-2] an officer of the inspection enters it, once whatever is sent again, and the head approves it', async () => {
  expect((await enter(clerk)).body.code).toBe('forbidden');
  expect((await enter(inspector, { late: undefined })).body.code).toBe('forbidden');
  expect((await enter(inspector, { officers: [] })).body.code).toBe('forbidden');
  const unexplained = await enter(inspector, { reasons: {} });
  expect(unexplained.body.findings.map(({ code }: { code: string }) => code)).toContain('late-unexplained');
  const first = await enter(inspector);
  expect([first.status, first.body.task]).toMatchObject([
    201,
    { id: TASK_ID, state: 'applied', applied: { by: 'wangjianguo' }, late: { ground: 'no-network' } },
  ]);
  expect((await enter(inspector)).body.task).toEqual(first.body.task);
  expect((await enter(await server.as('zhuoma'))).body.code).toBe('forbidden');
  const { body } = await head.post(`/api/tasks/${TASK_ID}/approve`, { rev: first.body.task.rev });
  expect(body.task).toMatchObject({ state: 'issued' });
});
