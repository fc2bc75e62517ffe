/** Messages: queued with their effect, sent once by one of several servers, told in the trace. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendMessages } from '../../src/notices/send-messages.ts';
import type { Notifier, Outgoing, SendOutcome } from '../../src/ports/notifier.ts';
import { noted } from '../../src/ports/store.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const SHARD = '6206';
let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('messages on %s', (kind) => {
  let server: TestServer;
  let [clerk, head, supervisor] = [] as unknown as [Client, Client, Client];
  const sent: Outgoing[] = [];
  let outcome: SendOutcome = { ok: true, receipt: 'g-1' };
  /** Happens while the gateway is asked. */
  let during: () => Promise<unknown> = async () => {};
  const gateway: Notifier = {
    send: async (message) => {
      sent.push(message);
      await during();
      return outcome;
    },
    isReceipt: ({ signature }) => signature === 'good',
  };
  beforeAll(async () => {
    const databaseUrl = kind === 'postgres' ? await postgres.county('messages') : undefined;
    server = await startServer(databaseUrl ? { databaseUrl } : {});
    Object.assign(server.deps, { notifier: gateway });
    const { at } = server.deps.policies;
    const withLeadTime = (region: string, now: number) => ({ ...at(region, now), noticeWorkingDays: 3 });
    Object.assign(server.deps.policies, { at: withLeadTime });
    const people = ['lichunmei', 'mayongcheng', 'zhangwei'].map((name) => server.as(name));
    [clerk, head, supervisor] = (await Promise.all(people)) as [Client, Client, Client];
  });
  afterAll(() => server.stop());

  const receipt = (body: object, signature = 'good') =>
    server.anonymous.post('/api/notices/receipts', body, {
      'x-liangma-at': String(server.clock.at),
      'x-liangma-signature': signature,
    });
  let task = '';
  /** An approved routine inspection in so many days. */
  const approved = async (days: number, base?: Awaited<ReturnType<typeof applicationFor>>) => {
    const from = NINE_O_CLOCK + days * DAY;
    const application = { ...(base ?? (await applicationFor(clerk))), window: { from, to: from + HOUR } };
    const applied = (await clerk.post('/api/tasks', { application })).body.task;
    task = applied.id;
    await head.post(`/api/tasks/${task}/approve`, { rev: applied.rev });
  };
  const withdraw = () => head.post(`/api/tasks/${task}/withdraw`, { reason: '执法人员临时有紧急公务，改期进行' });
  const templates = (from: number) => sent.slice(from).map(({ template }) => template);
  const steps = async () =>
    (await supervisor.get(`/api/tasks/${task}/trace`)).body.steps as { step: string; detail: string }[];

  test('[NOT-1] the contacts of the enterprise are told once with the approval', async () => {
    const application = await applicationFor(clerk);
    await server.deps.store.write(async (tx) => {
      const entry = (await tx.registryHistory.enterpriseEntries([application.enterprise])).get(application.enterprise);
      if (!entry) throw new Error('no entry');
      const contacts = [{ name: '李老板', phone: '13800138000' }];
      const after = { ...entry, details: { ...entry.details, contacts } };
      const stamp = { id: 'c', at: server.clock.at, actor: 'test', importId: null };
      await tx.registryHistory.saveEnterpriseEntries([{ before: entry, after }], stamp);
      return noted(undefined);
    });
    await approved(10, application);
    const both = await Promise.all([sendMessages(server.deps), sendMessages(server.deps)]);
    expect(both.reduce((sum, n) => sum + n, 0)).toBe(1);
    // The head decided before the word that an application waits went out.
    expect(sent.map(({ template, recipient }) => [template, recipient.kind])).toEqual([
      ['inspection-notice', 'contact'],
    ]);
    const notice = sent.find(({ template }) => template === 'inspection-notice');
    expect(notice?.text).toContain('12月4日9:00');
    expect(await sendMessages(server.deps)).toBe(0);
    expect(await steps()).toContainEqual(expect.objectContaining({ step: 'notice-sent', detail: '李老板' }));
  });

  test('[NOT-1] the receipt of the gateway stands in the trace; an unsigned one is refused', async () => {
    const id = sent.find(({ template }) => template === 'inspection-notice')?.id;
    expect((await receipt({ id, state: 'read' }, 'bad')).status).toBe(400);
    expect((await receipt({ id, state: 'read' })).body).toEqual({ state: 'read' });
    expect((await receipt({ id, state: 'read' })).body.code).toBe('wrong-state');
    expect((await receipt({ id: '019ab3a0-9999-7abc-8def-0123456789ab', state: 'read' })).status).toBe(404);
    expect((await steps()).map(({ step }) => step)).toContain('notice-read');
  });

  test('[NOT-1] whoever got the notice is told once that the inspection was withdrawn', async () => {
    const before = sent.length;
    expect((await withdraw()).status).toBe(200);
    await Promise.all([sendMessages(server.deps), sendMessages(server.deps)]);
    expect(templates(before)).toEqual(['inspection-withdrawn']);
    expect(sent.at(-1)?.text).toContain('已撤回');
    expect(await steps()).toContainEqual(expect.objectContaining({ step: 'withdrawal-sent', detail: '李老板' }));
  });

  test('[NOT-1] a notice that waits is cancelled with its inspection, the word to the head with the decision', async () => {
    const before = sent.length;
    await approved(11);
    await withdraw();
    expect(await sendMessages(server.deps)).toBe(0);
    expect(templates(before)).toEqual([]);
    expect(await steps()).toContainEqual(expect.objectContaining({ step: 'notice-cancelled', detail: '李老板' }));
  });

  test('[NOT-1] a notice that was at the gateway when its inspection was withdrawn is followed by the withdrawal', async () => {
    const before = sent.length;
    await approved(12);
    during = async () => {
      during = async () => {};
      await withdraw();
    };
    await sendMessages(server.deps);
    await sendMessages(server.deps);
    expect(templates(before)).toEqual(['inspection-notice', 'inspection-withdrawn']);
    expect((await steps()).map(({ step }) => step)).toEqual(
      expect.arrayContaining(['notice-sent', 'withdrawn', 'withdrawal-sent']),
    );
  });

  test('a message that the gateway refuses is tried again later with the same key, and fails in the end', async () => {
    const before = sent.length;
    outcome = { ok: false, error: '503', final: false };
    const again = '019ab3a0-8888-7abc-8def-0123456789ab';
    await server.deps.store.write(async (tx) => {
      const known = (await tx.messages.ofTask(SHARD, task)).find(({ template }) => template === 'inspection-withdrawn');
      if (!known) throw new Error('no message');
      const delivery = { state: 'queued', attempts: 0, nextAt: server.clock.at, lastError: '' } as const;
      expect(await tx.messages.add({ ...known, id: again, delivery })).toBe(false);
      expect(await tx.messages.add({ ...known, id: again, key: 'again', delivery })).toBe(true);
      return noted(undefined);
    });
    for (let i = 0; i < 12; i++) {
      await sendMessages(server.deps);
      server.clock.at += 7 * HOUR;
    }
    expect(sent.slice(before).map(({ id }) => id)).toEqual(Array(server.deps.limits.messageTries).fill(again));
    const failed = await server.deps.store.read((tx) => tx.messages.byId(SHARD, again));
    expect(failed?.delivery).toMatchObject({ state: 'failed', error: '503' });
  });
});

test('without a gateway each message is one file', async () => {
  const server = await startServer();
  const clerk = await server.as('lichunmei');
  await clerk.post('/api/tasks', { application: await applicationFor(clerk) });
  await sendMessages(server.deps);
  const folder = join(server.folder, 'messages');
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(folder, names[0] as string), 'utf8'))).toMatchObject({
    template: 'application-waits',
    recipient: { kind: 'desk', role: 'approver' },
  });
  await server.stop();
});
