/** [SYNC-6] List, register and officers change between the signing of a code and what is done with it. */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { committed } from '../../src/ports/store.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head, inspector, supervisor] = [] as unknown as [Client, Client, Client, Client];
let task: IssuedTask;
beforeAll(async () => {
  server = await startServer();
  const people = ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name));
  [clerk, head, inspector, supervisor] = (await Promise.all(people)) as [Client, Client, Client, Client];
  task = await issueTask(clerk, head);
});
afterAll(() => server.stop());

const changes = async (by: Client) => (await by.get(`/api/tasks/${task.id}/changes`)).body.changes;

test('[SYNC-6] events are judged by the lists that the code was signed under, and desk and supervisors see later changes', async () => {
  expect(await changes(clerk)).toEqual([]);
  const [renamed, gone] = task.matters;
  const title = await server.deps.store.write(async (tx) => {
    const list = await tx.matters.all();
    const left = list.filter(({ id }) => id !== gone);
    await tx.matters.save(
      2,
      left.map((one) => (one.id === renamed ? { ...one, title: '新的事项名称' } : one)),
    );
    const enterprise = await tx.registry.enterprise('6206', task.enterprise.id);
    if (enterprise) await tx.registry.saveEnterprises([{ ...enterprise, name: '天祝雪域食品（集团）有限公司' }]);
    const audit = { shard: '', id: 'test', at: 0, actor: 'test', action: 'test', subject: '' };
    return committed((id: string | undefined) => list.find((one) => one.id === id)?.title, audit);
  });

  server.clock.at = NINE_O_CLOCK + HOUR + MINUTE;
  const [browser, phone] = [aDevice(), aDevice()];
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
  const at = server.clock.at;
  const scan = await browser.event('scan', task.id, { code: task.code, verdict: 'genuine', channel: 'link' }, at);
  const key = { 'x-liangma-device-key': browser.publicKey };
  const rows = [
    await phone.event('inspection-started', task.id, {}, at),
    await phone.event('record-submitted', task.id, aRecord({ startedAt: at, endedAt: at }), at),
  ];
  const answers = [
    ...(await server.anonymous.post('/api/sync/events/push', pushBody(scan), key)).body,
    ...(await inspector.post('/api/sync/events/push', pushBody(...rows))).body,
  ];
  expect(answers.map(({ sync }) => sync.state)).toEqual(['accepted', 'accepted', 'accepted']);

  const found = [
    { field: 'enterprise', signed: task.enterprise.name, now: '天祝雪域食品（集团）有限公司' },
    { field: 'matter-title', matter: renamed, title: title(renamed), signed: title(renamed), now: '新的事项名称' },
    { field: 'matter-gone', matter: gone, title: title(gone) },
  ];
  for (const one of [clerk, head, supervisor]) expect(await changes(one)).toEqual(found);
  expect((await server.anonymous.get(`/api/tasks/${task.id}/changes`)).status).toBe(401);
});
