/** A clerk applies for many enterprises at once: each target is judged and applied for by itself. */
import { MOST_TARGETS } from '@liangma/shared/compliance/batch';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
