/** [RES-1] The outcome reaches the contacts of the enterprise: queued with the record, opened behind a link, told in the trace. */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { scheduler } from '../../src/jobs/scheduler.ts';
import { upkeep } from '../../src/jobs/upkeep.ts';
import { sendMessages } from '../../src/notices/send-messages.ts';
import type { Outgoing } from '../../src/ports/notifier.ts';
import { noted } from '../../src/ports/store.ts';
import { applicationFor, issueTask } from '../application.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head, inspector, supervisor] = [] as unknown as Client[] as [Client, Client, Client, Client];
const sent: Outgoing[] = [];
let task: { id: string; enterprise: { id: string; name: string }; window: { from: number; to: number } };
let token = '';

beforeAll(async () => {
  server = await startServer();
  Object.assign(server.deps, {
    notifier: {
      send: async (message: Outgoing) => {
        sent.push(message);
        return { ok: true, receipt: 'g-1' };
      },
      isReceipt: () => false,
    },
  });
  const people = ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name));
  [clerk, head, inspector, supervisor] = (await Promise.all(people)) as [Client, Client, Client, Client];
  const { enterprise } = await applicationFor(clerk);
  await server.deps.store.write(async (tx) => {
    const entry = (await tx.registryHistory.enterpriseEntries([enterprise])).get(enterprise);
    if (!entry) throw new Error('no entry');
    const contacts = [{ name: '李老板', phone: '13800138000' }];
    const after = { ...entry, details: { ...entry.details, contacts } };
    const stamp = { id: 'c', at: server.clock.at, actor: 'test', importId: null };
    await tx.registryHistory.saveEnterpriseEntries([{ before: entry, after }], stamp);
    return noted(undefined);
  });
});
afterAll(() => server.stop());

const open = (text: string) => server.anonymous.post('/api/outcomes/open', { token: text });
const steps = async () =>
  (await supervisor.get(`/api/tasks/${task.id}/trace`)).body.steps as { step: string; detail: string; at: number }[];

test('[RES-1] the record queues the message in its own write, with a link that names the page of the enterprise', async () => {
  task = await issueTask(clerk, head);
  const phone = aDevice();
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
  server.clock.at = task.window.from + HOUR / 2;
  const at = server.clock.at;
  const matter = (await clerk.get(`/api/tasks/${task.id}`)).body.task?.matters?.[0] ?? 'M901';
  const record = aRecord({
    startedAt: at,
    endedAt: at,
    opinion: '',
    outcome: 'ordered-to-correct',
    correctBy: '2026-12-10',
    items: [{ matter, item: '1', answer: 'fail', finding: '食品过期' }],
  });
  const rows = [
    await phone.event('code-shown', task.id, {}, at),
    await phone.event('inspection-started', task.id, {}, at),
    await phone.event('record-submitted', task.id, record, at),
  ];
  await inspector.post('/api/sync/events/push', pushBody(...rows));
  await inspector.post('/api/sync/events/push', pushBody(...rows));
  expect(await sendMessages(server.deps)).toBeGreaterThan(0);
  const outcomes = sent.filter(({ template }) => template === 'inspection-outcome');
  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]).toMatchObject({ channel: 'sms', recipient: { name: '李老板', phone: '13800138000' } });
  token = /http:\/\/localhost:8787\/c#r=([\w-]{22})查看/.exec(outcomes[0]?.text ?? '')?.[1] ?? '';
  expect(token).not.toBe('');
  expect((await steps()).map(({ step }) => step)).toContain('outcome-sent');
});

test('[RES-1] whoever holds the link reads the outcome, and the first reading stands in the trace', async () => {
  expect((await open(token)).body).toMatchObject({
    enterprise: task.enterprise.name,
    outcome: 'ordered-to-correct',
    correctBy: '2026-12-10',
    findings: [{ finding: '食品过期' }],
  });
  const readAt = server.clock.at;
  server.clock.at += HOUR;
  expect((await open(token)).status).toBe(200);
  const read = (await steps()).filter(({ step }) => step === 'outcome-read');
  expect(read).toMatchObject([{ detail: '李老板', at: readAt }]);
});

test('[RES-1] any other text opens nothing, a notice neither', async () => {
  const turned = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
  expect((await open(turned)).status).toBe(404);
  expect((await open('A'.repeat(22))).status).toBe(404);
  expect((await open('short')).status).toBe(400);
});

test('[RES-1] an outcome that was read is not late; a link ends', async () => {
  server.clock.at += 12 * DAY;
  await scheduler(server.deps, { sweeps: [], deadlines: upkeep(server.deps).deadlines }).runDue();
  supervisor = await server.as('zhangwei');
  expect((await supervisor.get('/api/lists/alerts?code=result-late')).body.rows).toEqual([]);
  server.clock.at += 180 * DAY;
  expect((await open(token)).status).toBe(404);
});
