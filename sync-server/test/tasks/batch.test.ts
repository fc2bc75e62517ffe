/** A clerk applies for many enterprises at once: each target is judged and applied for by itself. */
import { type Batch, MOST_TARGETS } from '@liangma/shared/compliance/batch';
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendMessages } from '../../src/notices/send-messages.ts';
import type { Outgoing, SendOutcome } from '../../src/ports/notifier.ts';
import type { Store } from '../../src/ports/store.ts';
import { applyBatch } from '../../src/tasks/batch.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let clerk: Client;
let content: object;
let shops: { id: string; region: string }[];

beforeAll(async () => {
  server = await startServer();
  clerk = await server.as('lichunmei');
  const { enterprise: _, window: __, ...rest } = await applicationFor(clerk);
  // Some shops of the demo are on the whitelist.
  content = { ...rest, matters: ['M058'], reasons: { 'WL-1': '上级督办的安全隐患，须现场核实。' } };
  shops = (await clerk.get('/api/registry/enterprises?limit=12')).body.enterprises;
});
afterAll(() => server.stop());

const at = (days: number) => ({ from: NINE_O_CLOCK + days * DAY, to: NINE_O_CLOCK + days * DAY + HOUR });
const target = (i: number, days = 20 + i) => ({ enterprise: shops[i]?.id, window: at(days) });
type Row = { enterprise: string; known: object | null; findings?: { code: string }[]; mayProceed?: boolean };
const assess = async (targets: object[]): Promise<Row[]> =>
  (await clerk.post('/api/tasks/batch/assess', { content, targets })).body.rows;

test('each target has its own findings, and two with one enterprise find each other', async () => {
  const rows = await assess([target(0), target(1), target(0), { ...target(2), window: at(-1) }]);
  const codes = rows.map(({ findings = [] }) => findings.map(({ code }) => code));
  expect(codes[2]).toContain('same-agency-overlap');
  expect(codes[0]).not.toContain('same-agency-overlap');
  expect(codes[3]).toContain('window-past');
  expect([rows[0]?.mayProceed, rows[2]?.mayProceed]).toEqual([true, false]);
});

test('each is applied for in a write of its own; one that is refused holds back no other', async () => {
  const targets = [target(3), { ...target(4), window: at(-1) }, target(5), target(3)];
  const { status, body } = await clerk.post('/api/tasks/batch', { content, targets });
  expect(status).toBe(201);
  expect(body.outcomes.map(({ problem }: { problem: string | null }) => problem)).toEqual([
    null,
    'findings',
    null,
    'findings',
  ]);
  const { task } = (await clerk.get(`/api/tasks/${body.outcomes[0].task}`)).body;
  expect(task).toMatchObject({ state: 'applied', enterprise: { id: shops[3]?.id }, applied: { by: 'lichunmei' } });
});

describe('heads', () => {
  const sent: Outgoing[] = [];
  const ofBatches = async () => {
    sent.length = 0;
    await sendMessages(server.deps);
    return sent.filter(({ template }) => template !== 'inspection-notice');
  };
  let head: Client;
  beforeAll(async () => {
    Object.assign(server.deps, {
      notifier: {
        send: async (message: Outgoing): Promise<SendOutcome> => ({ ok: true, receipt: `${sent.push(message)}` }),
        isReceipt: () => true,
      },
    });
    head = await server.as('mayongcheng');
    await ofBatches();
  });
  const applyFor = (...numbers: number[]) =>
    clerk.post('/api/tasks/batch', { content, targets: numbers.map((i) => target(i)) });

  test('get one message about a batch, with the number of its applications', async () => {
    await applyFor(6, 7, 8);
    expect(await ofBatches()).toMatchObject([
      { template: 'batch-waits', text: '【亮码】3家企业的检查申请待审批，请登录办公端“审批”办理。' },
    ]);
    await applyFor(9);
    expect(await ofBatches()).toMatchObject([{ template: 'application-waits' }]);
  });

  test('get the message of a batch that a crash cut short, later and with the number that was applied for', async () => {
    const { write } = server.deps.store;
    const crash = async (): Promise<never> => {
      throw new Error('the server crashed');
    };
    let writes = 0;
    const store = { ...server.deps.store, write: (work) => (++writes > 2 ? crash() : write(work)) } as Store;
    const batch = { content, targets: [target(10), target(11), target(0)] } as unknown as Batch;
    const actor = (await clerk.get('/api/session')).body.actor;
    await expect(applyBatch({ ...server.deps, store }, actor, batch)).rejects.toThrow('crashed');
    expect(await ofBatches()).toEqual([]);
    server.clock.at += 10 * MINUTE;
    expect(await ofBatches()).toMatchObject([{ values: { count: '2' } }]);
  });

  test('get no message about a batch that they have decided', async () => {
    await applyFor(1, 2);
    const { rows } = (await head.get('/api/lists/tasks?state=applied&limit=200')).body;
    for (const { id } of rows) {
      const { rev } = (await head.get(`/api/tasks/${id}`)).body.task;
      await head.post(`/api/tasks/${id}/reject`, { rev, reason: '同一时段检查过多，不予批准。' });
    }
    expect(await ofBatches()).toEqual([]);
  });
});

test('an unknown enterprise is named as such; too many targets and none are refused', async () => {
  expect(await assess([{ enterprise: 'X99999999999', window: at(30) }])).toEqual([
    { enterprise: 'X99999999999', known: null },
  ]);
  for (const targets of [[], Array.from({ length: 501 }, () => target(0))])
    expect((await clerk.post('/api/tasks/batch/assess', { content, targets })).status).toBe(400);
  const inspector = await server.as('wangjianguo');
  expect((await inspector.post('/api/tasks/batch', { content, targets: [target(6)] })).status).toBe(403);
});

test('five hundred targets have their own findings, and are applied for', async () => {
  const { rows: many } = (await clerk.get(`/api/lists/enterprises?limit=${MOST_TARGETS}`)).body;
  const targets = many.map(({ id }: { id: string }, i: number) => ({
    enterprise: id,
    window: at(i % 5 === 0 ? -1 : 60 + (i % 200)),
  }));
  const judged = await clerk.post('/api/tasks/batch/assess', { content, targets });
  const rows: Row[] = judged.body.rows;
  expect(rows.map(({ enterprise }) => enterprise)).toEqual(
    targets.map(({ enterprise }: { enterprise: string }) => enterprise),
  );
  expect(rows).toHaveLength(MOST_TARGETS);
  const isPast = rows.map(({ findings = [] }) => findings.some(({ code }) => code === 'window-past'));
  expect(isPast).toEqual(rows.map((_, i) => i % 5 === 0));
  const sent = await clerk.post('/api/tasks/batch', { content, targets });
  const applied = sent.body.outcomes.map(({ task }: { task: string | null }) => task !== null);
  expect(applied).toEqual(rows.map(({ mayProceed }) => mayProceed));
  expect(applied.filter(Boolean).length).toBeGreaterThan(100);
});
