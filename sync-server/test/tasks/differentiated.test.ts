/** Quiet periods, whitelist and grades as the server holds them, letters of assistance, and inspections without entering. */
import type { Actor } from '@liangma/shared/access/authorise';
import { standingPost } from '@liangma/shared/access/post';
import type { Visit } from '@liangma/shared/compliance/facts';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import type { QuietTerms } from '@liangma/shared/quiet-periods/quiet-period';
import { COUNTED_STATES, type Task } from '@liangma/shared/tasks/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepQuietShares } from '../../src/alerts/sweep-quiet.ts';
import { committed, type WriteTx } from '../../src/ports/store.ts';
import { arrange, end } from '../../src/quiet-periods/quiet-periods.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head, supervisor] = [] as unknown as [Client, Client, Client];
let application: Awaited<ReturnType<typeof applicationFor>>;

beforeAll(async () => {
  server = await startServer();
  const people = ['lichunmei', 'mayongcheng', 'zhangwei'].map((name) => server.as(name));
  [clerk, head, supervisor] = (await Promise.all(people)) as [Client, Client, Client];
  // A matter that no exemption for public safety covers.
  application = { ...(await applicationFor(clerk)), matters: ['M058'] };
});
afterAll(() => server.stop());

const admin = (region: string): Actor => ({
  account: 'admin',
  name: '管理员',
  posts: [standingPost('county-administrator', { agency: null, region })],
  agency: null,
  officer: null,
  region,
  demo: true,
});
const terms: QuietTerms = {
  name: '食品企业安静生产期',
  region: '620623',
  classes: [],
  days: { kind: 'span', from: '2026-12-01', to: '2026-12-10' },
  from: '2026-11-01',
  until: null,
  exemptions: [{ code: 'complaint', text: '投诉举报' }],
  document: '天政办发〔2026〕60号',
};
const write = (work: (tx: WriteTx) => Promise<void>) =>
  server.deps.store.write(async (tx) => {
    await work(tx);
    return committed(undefined);
  });
const onDay = (days: number) => ({
  window: { from: NINE_O_CLOCK + days * DAY + HOUR, to: NINE_O_CLOCK + days * DAY + 2 * HOUR },
});
const apply = async (changes: object) =>
  (await clerk.post('/api/tasks', { application: { ...application, ...changes } })).body;
const refusedFor = async (changes: object): Promise<string[]> =>
  ((await apply(changes)).findings ?? []).map(({ code }: { code: string }) => code);

test('[QUIET-1] an administrator of the region arranges it, the desk hears of it, and it ends', async () => {
  expect(await arrange(server.deps, admin('620622'), terms)).toEqual({ ok: false, error: 'forbidden' });
  const arranged = await arrange(server.deps, admin('620623'), terms);
  if (!arranged.ok) throw new Error(arranged.error);
  const { id } = arranged.value;
  const { body: facts } = await clerk.get(`/api/applications/facts?enterprise=${application.enterprise}`);
  expect(facts.quietPeriods).toEqual([{ id, ...terms }]);
  // 2026-12-04
  const quiet = onDay(10);
  expect(await refusedFor(quiet)).toEqual(['quiet-period']);
  const reasons = { 'QUIET-1': '接到投诉反映加工间卫生差，须当场查看。' };
  const { task } = await apply({ ...quiet, quietExemption: 'complaint', reasons });
  expect(task).toMatchObject({ quietExemption: 'complaint', findings: { applied: [{ code: 'quiet-period' }] } });
  await head.post(`/api/tasks/${task.id}/reject`, { rev: task.rev, reason: '改期再申请，避开安静生产期。' });
  expect(await end(server.deps, admin('62'), id, '2026-12-03')).toMatchObject({ ok: true });
  expect(await end(server.deps, admin('62'), id, '2026-12-05')).toEqual({ ok: false, error: 'wrong-state' });
  expect(await refusedFor(onDay(11))).toEqual([]);
  const listed = await supervisor.get('/api/quiet-periods');
  expect(listed.body.periods).toMatchObject([{ id, until: '2026-12-03' }]);
  expect((await clerk.post('/api/quiet-periods', terms)).status).toBe(403);
});

test('the facts of an earlier year hold its visits, and no id of a task of another agency', async () => {
  const { enterprise } = application;
  const year = new Date(NINE_O_CLOCK).getUTCFullYear();
  const visitsOf = async (query: string) =>
    (await clerk.get(`/api/applications/facts?enterprise=${enterprise}${query}`)).body.visits as Visit[];
  const [now, before] = [await visitsOf(''), await visitsOf(`&year=${year - 1}`)];
  expect(before).toEqual(expect.arrayContaining(now));
  const own = (await clerk.get('/api/session')).body.actor.agency.id;
  expect(before.filter(({ agency, task }) => agency !== own && task !== null)).toEqual([]);
  expect((await clerk.get(`/api/applications/facts?enterprise=${enterprise}&year=26`)).status).toBe(400);
});

test('[WL-1] [GRADE-1] whitelist and grades of the register hold an application back, a change lifts it', async () => {
  const { enterprise } = application;
  const kept = { at: 0, by: 'admin' };
  await write((tx) =>
    tx.registryHistory.saveWhitelistEntry('6206', enterprise, {
      id: 'w1',
      from: '2026-01-01',
      until: '2027-12-31',
      condition: '连续三年无行政处罚',
      document: '天优化办〔2026〕3号',
      removed: null,
      ...kept,
    }),
  );
  expect(await refusedFor(onDay(20))).toEqual(['whitelisted']);
  await write((tx) =>
    tx.registryHistory.saveGrade('6206', enterprise, { grade: 'A', from: '2026-06-01', source: '年度评定', ...kept }),
  );
  const reasons = { 'WL-1': '上级督办的食品安全隐患，须现场核实。' };
  expect(await refusedFor({ ...onDay(20), reasons })).toEqual(['grade-free']);
  await write((tx) =>
    tx.registryHistory.saveGrade('6206', enterprise, {
      grade: 'C',
      from: '2026-12-01',
      source: '信用修复撤销',
      ...kept,
    }),
  );
  expect(await refusedFor({ ...onDay(20), reasons })).toEqual([]);
});

test('[OFF-1] what is done off site is kept, counted, sent to no phone and not approved', async () => {
  const check = { asked: '本月进货台账和检验报告', received: '已提交，批次齐全' };
  const sent = { ...application, ...onDay(30), offSite: 'written-check' };
  expect(await refusedFor({ ...onDay(30), offSite: 'written-check' })).toContain('off-site-possible');
  const { status, body } = await clerk.post('/api/tasks/off-site', { application: sent, check });
  expect([status, body.task]).toMatchObject([201, { state: 'off-site', offSiteCheck: { ...check, by: 'lichunmei' } }]);
  expect((await clerk.get('/api/tasks/counts')).body.counts).toMatchObject({ 'off-site': 1 });
  expect((await head.post(`/api/tasks/${body.task.id}/approve`, { rev: body.task.rev })).status).toBe(409);
  const trace = await supervisor.get(`/api/tasks/${body.task.id}/trace`);
  expect(trace.body.steps?.map(({ step }: { step: string }) => step)).toEqual(['applied', 'done-off-site']);
  const refused = [
    await clerk.post('/api/tasks/off-site', { application: { ...sent, offSite: 'none' }, check }),
    await clerk.post('/api/tasks/off-site', { application: { ...sent, matters: [] }, check }),
    await clerk.post('/api/tasks/off-site', { application: sent, check: { ...check, asked: '。' } }),
  ];
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
    [409, 'wrong-state'],
    [422, 'findings'],
    [400, 'bad-request'],
  ]);
});

test('[LATE-2] an inspection without code is entered afterwards and approved with its period in the past', async () => {
  server.clock.at = NINE_O_CLOCK + 40 * DAY;
  [clerk, head] = [await server.as('lichunmei'), await server.as('mayongcheng')];
  const held = { window: { from: server.clock.at - 5 * HOUR, to: server.clock.at - 4 * HOUR } };
  const known = { 'WL-1': '上级督办的食品安全隐患，须现场核实。' };
  expect(await refusedFor({ ...held, reasons: known })).toEqual(['window-past']);
  const reasons = { ...known, 'LATE-2': '镇上停电，两部手机都没有信号。' };
  const { task } = await apply({ ...held, late: { ground: 'no-network' }, reasons });
  const approved = await head.post(`/api/tasks/${task.id}/approve`, { rev: task.rev });
  expect(approved.body.task).toMatchObject({ state: 'issued', late: { ground: 'no-network' } });
});

test('[QUIET-1] supervisors are told once a month of an agency whose exempted inspections exceed the share', async () => {
  const agency = '620623-SCJG';
  const to = server.deps.clock.now();
  const from = to - 90 * DAY;
  const exempt = (count: number, tasks: readonly Task[]) =>
    write(async (tx) => {
      for (const task of tasks.slice(0, count)) await tx.reasons.save(task, ['QUIET-1']);
    });
  const states = COUNTED_STATES;
  const found = await server.deps.store.read((tx) => tx.tasks.find({ agency, states, startsBefore: to, limit: 500 }));
  const tasks = found.filter(({ window }) => window.from >= from);
  const most = Math.floor(tasks.length / 5);
  await exempt(most, tasks);
  expect(await server.deps.store.read((tx) => tx.reasons.quietShares({ from, to }))).toEqual([
    { agency, exempt: most, all: tasks.length },
  ]);
  expect(await sweepQuietShares(server.deps)).toBe(0);
  await exempt(Math.max(most + 1, 5), tasks);
  expect(await sweepQuietShares(server.deps)).toBe(1);
  expect(await sweepQuietShares(server.deps)).toBe(0);
  supervisor = await server.as('zhangwei');
  const { rows } = (await supervisor.get('/api/lists/alerts?code=quiet-exemptions-many')).body;
  expect(rows).toMatchObject([
    { rule: 'QUIET-1', severity: 'check', count: 1, subject: { kind: 'agency', id: agency } },
  ]);
});
