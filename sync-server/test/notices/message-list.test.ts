/** Messages as the operator sees them: which, to whom and why not, and another try, on both stores. */
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueMessage } from '../../src/notices/queue-message.ts';
import { sendMessages } from '../../src/notices/send-messages.ts';
import type { Notifier, Outgoing, SendOutcome } from '../../src/ports/notifier.ts';
import { noted } from '../../src/ports/store.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const PHONE = '13909351234';
let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  let [operator, administrator, clerk, head] = [] as unknown as [Client, Client, Client, Client];
  const tried: Outgoing[] = [];
  let outcome: SendOutcome = { ok: false, error: `502 for ${PHONE}`, final: false };
  const gateway: Notifier = {
    send: async (message) => {
      tried.push(message);
      return outcome;
    },
    isReceipt: ({ signature }) => signature === 'good',
  };
  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('message-list') } : {});
    Object.assign(server.deps, { notifier: gateway });
    const people = ['chentao', 'liuzhiqiang', 'lichunmei', 'mayongcheng'].map((name) => server.as(name));
    [operator, administrator, clerk, head] = (await Promise.all(people)) as [Client, Client, Client, Client];
  });
  afterAll(() => server.stop());

  const list = async (client: Client, query = '') => {
    const { status, body } = await client.get(`/api/lists/messages${query}`);
    expect([status, body]).toMatchObject([200, {}]);
    return body as { rows: { id: string; recipient: object; delivery: { state: string } }[]; total: number };
  };
  const states = async (query: string) => (await list(administrator, query)).rows.map(({ delivery }) => delivery.state);
  const failed = { template: 'inspection-outcome', channel: 'sms', task: 't' } as const;
  /** Queues a message to a contact, as an outcome does. */
  const queue = (region: string, key: string) =>
    server.deps.store.write(async (tx) => {
      const values = { agency: '市场监管局', enterprise: '雪域食品', day: '11月24日', link: 'https://x.example/c#r=1' };
      const recipient = { kind: 'contact', name: '央金', phone: PHONE } as const;
      await queueMessage(server.deps, tx, region, key, { ...failed, values, recipient });
      return noted(undefined);
    });
  const giveUp = async () => {
    outcome = { ok: false, error: `no such number ${PHONE}`, final: true };
    await sendMessages(server.deps);
  };
  const notDue = async () =>
    (await list(administrator, '?state=not-due')).rows.map(({ delivery }) => {
      const { at, state, ...ended } = delivery as { at: number; state: string };
      return ended;
    });
  const retry = (client: Client, id: string) => client.post(`/api/notices/${id}/retry`, {});

  test('a message of the own region is listed until it is delivered, with its tries and the last error', async () => {
    await queue('620623100', 'own');
    await queue('620622100', 'neighbour');
    await sendMessages(server.deps);
    expect(await list(administrator)).toMatchObject({
      total: 1,
      rows: [
        {
          template: 'inspection-outcome',
          channel: 'sms',
          createdAt: NINE_O_CLOCK,
          recipient: { kind: 'contact', name: '央金', phone: PHONE },
          enterprise: '雪域食品',
          delivery: { state: 'queued', attempts: 1, nextAt: NINE_O_CLOCK + MINUTE, lastError: `502 for ${PHONE}` },
        },
      ],
    });
    expect(await states('?state=failed')).toEqual([]);
    expect(await states('?channel=desk')).toEqual([]);
    expect((await administrator.get('/api/operation')).body.messages).toEqual({ waiting: 1, late: 0, failed: 0 });
  });

  test('the operator, who may not see people, reads no name and no whole telephone', async () => {
    const { rows } = await list(operator);
    expect(rows).toMatchObject([{ recipient: { name: null, phone: '139******34' }, enterprise: null }]);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`央金|雪域|${PHONE}`));
    expect((await head.get('/api/lists/messages')).status).toBe(403);
  });

  test('one that waits is tried at once, and one that was given up is tried again, with a line in the audit', async () => {
    const id = (await list(operator)).rows[0]?.id ?? '';
    expect((await retry(operator, id)).body).toMatchObject({ delivery: { state: 'queued', attempts: 2 } });
    server.clock.at += HOUR;
    expect((await administrator.get('/api/operation')).body.messages).toEqual({ waiting: 1, late: 1, failed: 0 });
    await giveUp();
    expect((await administrator.get('/api/operation')).body.messages).toEqual({ waiting: 0, late: 0, failed: 1 });
    expect(await states('?state=failed')).toEqual(['failed']);
    outcome = { ok: true, receipt: 'g-7' };
    expect((await retry(administrator, id)).body).toMatchObject({
      delivery: { state: 'sent', attempts: 4, receipt: 'g-7' },
    });
    expect((await list(administrator)).total).toBe(0);
    expect(await states('?state=sent')).toEqual(['sent']);
    const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', id));
    expect(audit.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'liuzhiqiang message.retry',
      'chentao message.retry',
    ]);
  });

  test('what is sent, of another region or unknown is not tried, and nobody else tries anything', async () => {
    const before = tried.length;
    const id = (await list(operator, '?state=sent')).rows[0]?.id ?? '';
    expect((await retry(operator, id)).body.code).toBe('wrong-state');
    const known = await server.deps.store.read((tx) => tx.messages.ofTask('6206', 't'));
    const neighbour = known.find(({ county }) => county === '620622')?.id ?? '';
    expect((await retry(operator, neighbour)).status).toBe(403);
    expect((await retry(operator, '019ab3a0-7777-7abc-8def-0123456789ab')).status).toBe(404);
    expect((await retry(head, id)).status).toBe(403);
    expect((await retry(server.anonymous, id)).status).toBe(401);
    expect(tried).toHaveLength(before);
  });

  test('one that waits or was given up ends at its next try after the inspection that it announces, and once it is decided', async () => {
    const window = { from: NINE_O_CLOCK + 3 * DAY, to: NINE_O_CLOCK + 3 * DAY + HOUR };
    const { task } = (await clerk.post('/api/tasks', { application: { ...(await applicationFor(clerk)), window } }))
      .body;
    await giveUp();
    const [waiting] = (await list(operator, '?state=failed&channel=desk')).rows;
    expect(waiting).toMatchObject({ template: 'application-waits', recipient: { kind: 'desk', role: 'approver' } });
    const id = waiting?.id ?? '';
    const { at } = server.clock;
    expect((await retry(operator, id)).body).toMatchObject({ delivery: { state: 'failed', attempts: 2 } });
    await head.post(`/api/tasks/${task.id}/reject`, { rev: task.rev, reason: '检查时段与企业停产检修冲突' });
    expect((await retry(operator, id)).body.code).toBe('wrong-state');
    expect(await notDue()).toEqual([{ reason: 'decided', attempts: 2, lastError: `no such number ${PHONE}` }]);

    const late = { ...(await applicationFor(clerk)), window: { from: window.from + DAY, to: window.to + DAY } };
    expect((await clerk.post('/api/tasks', { application: late })).body).toMatchObject({ task: { state: 'applied' } });
    const before = tried.length;
    server.clock.at = late.window.to;
    await sendMessages(server.deps);
    expect(tried).toHaveLength(before);
    server.clock.at = at;
    expect(await notDue()).toContainEqual({ reason: 'over', attempts: 0, lastError: '' });
    expect((await administrator.get('/api/operation')).body.messages).toEqual({ waiting: 0, late: 0, failed: 0 });
    expect(await states('?state=failed')).toEqual([]);
  });

  test('pages follow each other, newest first, and days later a message that was given up is counted no more', async () => {
    for (let i = 0; i < 5; i++) {
      server.clock.at += MINUTE;
      await queue('620623', `page ${i}`);
    }
    const whole = (await list(operator, '?state=queued')).rows.map(({ id }) => id);
    expect(whole).toHaveLength(5);
    const first = (await operator.get('/api/lists/messages?state=queued&limit=3')).body;
    const second = (await operator.get(`/api/lists/messages?state=queued&limit=3&after=${first.next}`)).body;
    expect([...first.rows, ...second.rows].map(({ id }: { id: string }) => id)).toEqual(whole);
    expect(first.rows[0].createdAt).toBe(server.clock.at);
    await giveUp();
    server.clock.at += 8 * DAY;
    const later = await server.as('liuzhiqiang');
    expect((await later.get('/api/operation')).body.messages).toEqual({ waiting: 0, late: 0, failed: 0 });
    expect((await list(later)).total).toBe(5);
  });

  test('all that were given up are tried again once, however often that is asked for, and the audit names each', async () => {
    const [manager, chief] = [await server.as('liuzhiqiang'), await server.as('mayongcheng')];
    const all = (client: Client, body: object = {}) => client.post('/api/notices/retry', body);
    expect((await all(chief)).status).toBe(403);
    expect((await all(manager, { channel: 'push' })).body).toEqual({ queued: 0, left: 0 });
    const answers = [await all(manager, { channel: 'sms' }), await all(manager)].map(({ body }) => body);
    expect(answers).toEqual([
      { queued: 5, left: 0 },
      { queued: 0, left: 0 },
    ]);
    const before = tried.length;
    await giveUp();
    expect(tried.slice(before).map(({ recipient }) => recipient.kind)).toEqual(Array(5).fill('contact'));
    // A second request does not repeat what has just failed.
    expect((await all(manager)).body).toEqual({ queued: 0, left: 5 });
    server.clock.at += 10 * MINUTE;
    const again = await Promise.all([all(manager), all(manager)]);
    expect(again.reduce((sum, { body }) => sum + body.queued, 0)).toBe(5);
    const id = (await list(manager)).rows[0]?.id ?? '';
    const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', id));
    expect(audit.map(({ actor, action }) => `${actor} ${action}`)).toEqual(
      Array(2).fill('liuzhiqiang message.retry-all'),
    );
    const neighbour = (await server.deps.store.read((tx) => tx.messages.ofTask('6206', 't'))).find(
      ({ county }) => county === '620622',
    );
    expect(neighbour?.delivery.state).toBe('failed');
  });
});
