/** Web Push: subscriptions of people, what they are told, and how subscriptions end. */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import type { PushPayload } from '@liangma/shared/notices/push';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMessages } from '../../src/notices/send-messages.ts';
import type { Pusher, PushOutcome } from '../../src/ports/pusher.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

const KEYS = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const at = (name: string) => ({ endpoint: `https://push.example.net/p/${name}`, keys: KEYS, locale: 'zh-CN' });

let server: TestServer;
let [clerk, head, officer, supervisor] = [] as unknown as Client[] as [Client, Client, Client, Client];
const pushed: { to: string; said: PushPayload }[] = [];
const outcomes = new Map<string, PushOutcome>();
const pusher: Pusher = {
  publicKey: KEYS.p256dh,
  async send({ endpoint }, { text }) {
    const to = endpoint.split('/').at(-1) ?? '';
    pushed.push({ to, said: JSON.parse(text) as PushPayload });
    return outcomes.get(to) ?? { ok: true };
  },
};
const told = async () => {
  pushed.length = 0;
  await sendMessages(server.deps);
  return pushed.map(({ to, said: { title } }) => `${to}: ${title}`).sort();
};
const endpoints = async (client: Client) => (await client.get('/api/me/push')).body.endpoints;
let day = 10;
const apply = async () => {
  day += 2;
  const from = NINE_O_CLOCK + day * DAY;
  const application = { ...(await applicationFor(clerk)), window: { from, to: from + HOUR } };
  return (await clerk.post('/api/tasks', { application })).body.task;
};

beforeAll(async () => {
  server = await startServer();
  Object.assign(server.deps, { pusher });
  const people = ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name));
  [clerk, head, officer, supervisor] = (await Promise.all(people)) as [Client, Client, Client, Client];
  expect((await head.post('/api/me/push', at('head'))).body).toEqual({ subscribed: true });
  await officer.post('/api/me/push', at('officer'));
  await clerk.post('/api/me/push', { ...at('clerk'), locale: 'en' });
  await supervisor.post('/api/me/push', at('supervisor'));
});
afterAll(() => server.stop());

test('a browser subscribes with the key of the server, and only to an https address by name', async () => {
  expect((await head.get('/api/me/push')).body).toEqual({ publicKey: KEYS.p256dh, endpoints: [at('head').endpoint] });
  for (const endpoint of ['http://push.example.net/p', 'https://127.0.0.1/p', 'https://[::1]/p', 'https://localhost/p'])
    expect((await head.post('/api/me/push', { ...at(''), endpoint })).status).toBe(400);
  const short = { ...KEYS, auth: 'BTBZ' };
  expect((await head.post('/api/me/push', { ...at('head'), keys: short })).status).toBe(400);
  expect((await server.anonymous.get('/api/me/push')).status).toBe(401);
});

test('heads hear of an application, officers of their inspection and of its withdrawal; no lock screen names anybody', async () => {
  const task = await apply();
  expect(await told()).toEqual(['head: 有检查申请待审批']);
  expect(pushed[0]?.said).toMatchObject({ path: `/desk/approvals/${task.id}` });
  expect(JSON.stringify(pushed)).not.toContain(task.enterprise.name);
  await head.post(`/api/tasks/${task.id}/approve`, { rev: task.rev });
  expect(await told()).toEqual(['officer: 有检查任务交您办理']);
  await head.post(`/api/tasks/${task.id}/withdraw`, { reason: '执法人员临时有紧急公务，改期进行' });
  expect(await told()).toEqual(['officer: 检查任务已撤回']);
  expect(await told()).toEqual([]);
});

test('heads hear once of a batch', async () => {
  const { enterprise: _, window: __, ...content } = await applicationFor(clerk);
  const { enterprises } = (await clerk.get('/api/registry/enterprises?limit=12')).body;
  const targets = enterprises.slice(-3).map(({ id }: { id: string }, i: number) => {
    const from = NINE_O_CLOCK + (40 + i) * DAY;
    return { enterprise: id, window: { from, to: from + HOUR } };
  });
  const batch = { content: { ...content, matters: ['M058'] }, targets };
  const { outcomes } = (await clerk.post('/api/tasks/batch', batch)).body;
  expect(outcomes.filter(({ task }: { task: string | null }) => task)).toHaveLength(3);
  expect(await told()).toEqual(['head: 有一批检查申请待审批']);
  expect(pushed[0]?.said.path).toBe('/desk/approvals');
});

test('QUAL-4: the head of a partner hears that it is asked, those who can act for the lead agency of its decline', async () => {
  const partner = await server.as('maguoliang');
  await partner.post('/api/me/push', at('partner'));
  day += 2;
  const from = NINE_O_CLOCK + day * DAY;
  const common = await applicationFor(clerk);
  const application = {
    ...common,
    matters: ['M901', 'M002'],
    officers: [...common.officers, 'O62062300088'],
    partners: ['620623-YJGL'],
    window: { from, to: from + HOUR },
  };
  const { id, rev } = (await clerk.post('/api/tasks', { application })).body.task;
  expect(await told()).toEqual(['head: 有检查申请待审批', 'partner: 联合检查待答复']);
  const answer = { stand: 'decline', text: '当日已有其他安排。' };
  expect((await partner.post(`/api/tasks/${id}/join`, { rev, answer })).status).toBe(200);
  expect(await told()).toEqual(['clerk: An agency declined a joint inspection', 'head: 有机关不参加联合检查']);
  expect(pushed[0]?.said.path).toBe(`/desk/inspections/${id}`);
});

/** An alert of the clerk's agency that nobody has looked at. */
async function openAlert(alert: string): Promise<void> {
  const agency = (await clerk.get('/api/session')).body.actor.agency;
  await server.deps.store.write(async (tx) => {
    const occurrence = { at: server.clock.at, event: '', evidence: {} };
    await tx.places.claim('alert', alert, '6206');
    await tx.alerts.save({
      shard: '6206',
      id: alert,
      rule: 'SHOW-3',
      code: 'recorded-without-scan',
      severity: 'check',
      subject: { kind: 'agency', id: agency.id },
      task: '',
      agency: agency.id,
      county: '620623',
      at: server.clock.at,
      lastAt: server.clock.at,
      count: 1,
      key: alert,
      event: '',
      device: '',
      missing: null,
      occurrences: [occurrence],
      life: { state: 'open', owner: null, steps: [] },
    } as never);
    return { commit: true, value: undefined, audit: [] };
  });
}

test('SUP-1: the agency that is asked hears of it, and the supervisor of the answer', async () => {
  const alert = '019ab3a0-7777-7abc-8def-0123456789ab';
  await openAlert(alert);
  await supervisor.post(`/api/alerts/${alert}/take`, {});
  await supervisor.post(`/api/alerts/${alert}/ask`, { words: '请说明当日亮码情况' });
  expect(await told()).toEqual(['clerk: An alert waits for your explanation', 'head: 有预警需要说明']);
  await clerk.post(`/api/alerts/${alert}/explain`, { words: '当日已向企业出示动态码' });
  expect(await told()).toEqual(['supervisor: 预警已有说明或回复']);
});

test('[SUP-1] a message about an alert ends with its reason once the alert is answered, asked about again or closed', async () => {
  const alert = '019ab3a0-6666-7abc-8def-0123456789ab';
  const state = async () =>
    (await server.deps.store.read((tx) => tx.messages.ofTask('6206', '')))
      .filter((message) => message.alert?.id === alert && message.channel === 'push')
      .map(({ template, delivery }) => `${template} ${'reason' in delivery ? delivery.reason : delivery.state}`)
      .sort();
  await openAlert(alert);
  for (const to of ['head', 'clerk', 'supervisor'])
    outcomes.set(to, { ok: false, error: '503', gone: false, final: false });
  await supervisor.post(`/api/alerts/${alert}/take`, {});
  await supervisor.post(`/api/alerts/${alert}/ask`, { words: '请说明当日亮码情况' });
  expect(await told()).toHaveLength(2);
  await clerk.post(`/api/alerts/${alert}/explain`, { words: '当日已向企业出示动态码' });
  server.clock.at += HOUR;
  expect(await told()).toHaveLength(1);
  expect(await state()).toEqual(['alert-answered queued', 'alert-asked alert-answered', 'alert-asked alert-answered']);
  await supervisor.post(`/api/alerts/${alert}/letter`, {
    words: '请说明未按规定亮码的原因',
    number: '甘监督〔2026〕9号',
  });
  server.clock.at += HOUR;
  expect(await told()).toHaveLength(2);
  expect((await state())[0]).toBe('alert-answered alert-asked-again');
  outcomes.clear();
  await clerk.post(`/api/alerts/${alert}/reply`, { words: '已对当事人批评教育' });
  await supervisor.post(`/api/alerts/${alert}/close`, { note: '情况属实' });
  server.clock.at += HOUR;
  expect(await told()).toEqual([]);
  expect((await state()).slice(-2)).toEqual(['letter-sent alert-closed', 'letter-sent alert-closed']);
});

test('a try that fails is repeated, a subscription that is gone is forgotten, and the message fails with the last one', async () => {
  outcomes.set('head', { ok: false, error: '503', gone: false, final: false });
  await apply();
  expect(await told()).toEqual(['head: 有检查申请待审批']);
  expect(await told()).toEqual([]);
  outcomes.set('head', { ok: false, error: '410', gone: true, final: true });
  server.clock.at += HOUR;
  expect(await told()).toEqual(['head: 有检查申请待审批']);
  expect(await endpoints(head)).toEqual([]);
  server.clock.at += HOUR;
  expect(await told()).toEqual([]);
  outcomes.clear();
});

test('a subscription ends with a tap, with its session, and with the account', async () => {
  head = await server.as('mayongcheng');
  const other = await server.as('mayongcheng');
  await head.post('/api/me/push', at('head'));
  await other.post('/api/me/push', at('phone'));
  expect(await endpoints(head)).toHaveLength(2);
  await clerk.post('/api/me/push/end', { endpoint: at('phone').endpoint });
  expect(await endpoints(head)).toHaveLength(2);
  await head.post('/api/me/push/end', { endpoint: at('head').endpoint });
  expect(await endpoints(head)).toEqual([at('phone').endpoint]);
  await other.raw('/api/session', { method: 'DELETE' });
  expect(await endpoints(head)).toEqual([]);
  expect(await server.deps.store.read((tx) => tx.pushes.audience('620623-SCJG'))).toHaveLength(2);
});
