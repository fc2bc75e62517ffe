/** [SYNC-5] A task is withdrawn while its officers inspect offline: alert, explanation, closing, on both stores. */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('alerts on %s', (kind) => {
  let server: TestServer;
  let [clerk, head, inspector, supervisor] = [] as unknown as [Client, Client, Client, Client];
  let phone: TestDevice;
  let task: IssuedTask;
  const at = NINE_O_CLOCK + HOUR + MINUTE;

  beforeAll(async () => {
    const databaseUrl = kind === 'postgres' ? await postgres.county('alerts') : undefined;
    server = await startServer(databaseUrl ? { databaseUrl } : {});
    const people = ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name));
    [clerk, head, inspector, supervisor] = (await Promise.all(people)) as [Client, Client, Client, Client];
    task = await issueTask(clerk, head);
    await head.post(`/api/tasks/${task.id}/withdraw`, { rev: task.rev, reason: '年度检查计划调整，改期再查' });
    server.clock.at = at;
    phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
  });
  afterAll(() => server.stop());

  const push = async (by: Client, ...rows: Record<string, unknown>[]) =>
    (await by.post('/api/sync/events/push', pushBody(...rows))).body.map(
      ({ sync }: { sync: { state: string; code?: string } }) => sync.code ?? sync.state,
    );
  const explain = (device: TestDevice, text: string) => device.event('explanation', task.id, { text }, at + MINUTE);
  const listed = async (state: string, by = supervisor) =>
    (await by.get(`/api/lists/alerts${state === 'closed' ? '?state=closed' : ''}`)).body.rows;
  const ofTask = async (state: string) =>
    (await listed(state)).filter((alert: { task: string }) => alert.task === task.id);

  test('[SYNC-5] an inspection after the withdrawal is stored, raises an alert and asks the device for an explanation', async () => {
    const rows = [
      await phone.event('code-shown', task.id, {}, at),
      await phone.event('inspection-started', task.id, {}, at),
      await phone.event('record-submitted', task.id, aRecord({ startedAt: at, endedAt: at }), at),
    ];
    expect(await push(inspector, ...rows)).toEqual(['accepted', 'accepted', 'accepted']);
    const { documents } = (await inspector.get('/api/sync/tasks/pull')).body;
    const pulled = documents.find(({ id }: { id: string }) => id === task.id);
    expect(pulled).toMatchObject({ state: 'performed-after-withdrawal' });
    expect(pulled.data).not.toHaveProperty('explanations');
    expect(await ofTask('open')).toMatchObject([
      {
        code: 'performed-after-withdrawal',
        rule: 'SYNC-5',
        enterprise: task.enterprise.name,
        officer: '王建国',
        explanations: [],
        closed: null,
        missing: null,
      },
    ]);
  });

  test('[SYNC-5] only an officer of the task can explain; supervisors read the explanation with the alert and in the trace', async () => {
    const browser = aDevice();
    const key = { 'x-liangma-device-key': browser.publicKey };
    const foreign = await explain(browser, '我来解释');
    const { body } = await server.anonymous.post('/api/sync/events/push', pushBody(foreign), key);
    expect(body[0].sync).toMatchObject({ state: 'rejected', code: 'not-assigned' });
    expect(await push(inspector, await explain(phone, '  山里没有网络，不知道已撤回。 '))).toEqual(['accepted']);
    expect(await ofTask('open')).toMatchObject([
      { state: 'explained', explanations: [{ at: at + MINUTE, by: '王建国', text: '山里没有网络，不知道已撤回。' }] },
    ]);
    const { steps, alerts } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    expect(steps.at(-1)).toMatchObject({ step: 'explained', by: '王建国', detail: '山里没有网络，不知道已撤回。' });
    expect(alerts).toEqual(await ofTask('open'));
  });

  test('[SUP-1] a supervisor of the region closes an alert once with a note, and the list shows it as closed', async () => {
    const [alert] = await ofTask('open');
    const close = (by: Client, note = '已核实，属实') => by.post(`/api/alerts/${alert.id}/close`, { note });
    for (const one of [clerk, head, inspector]) expect((await close(one)).status).toBe(403);
    expect((await server.anonymous.post(`/api/alerts/${alert.id}/close`, { note: 'x' })).status).toBe(401);
    expect((await close(supervisor, ' ')).body.code).toBe('bad-request');
    const open = (await supervisor.get('/api/supervision/overview')).body.today.alerts;
    const closed = { at, by: 'zhangwei', name: '张伟', note: '已核实，属实' };
    const answers = await Promise.all([close(supervisor), close(supervisor, '另一位')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await close(supervisor)).body.code).toBe('wrong-state');
    expect(await ofTask('open')).toEqual([]);
    expect((await supervisor.get('/api/supervision/overview')).body.today.alerts).toBe(open - 1);
    const [kept] = await ofTask('closed');
    expect(kept).toMatchObject({ id: alert.id, closed: { ...closed, note: expect.any(String) } });
    const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', alert.id));
    expect(audit).toMatchObject([{ actor: 'zhangwei', action: 'alert.close' }]);
    const unknown = '019ab3a0-9999-7abc-8def-0123456789ab';
    expect((await supervisor.post(`/api/alerts/${unknown}/close`, { note: 'x' })).body.code).toBe('not-found');
  });
});
