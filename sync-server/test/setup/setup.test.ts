/** An empty store in production: set up, files, people, and the first inspection from application to evaluation. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sql/sql-store.ts';
import { run } from '../../src/cli.ts';
import { readConfig } from '../../src/config.ts';
import { MATTERS } from '../../src/demo/matters.ts';
import { noted } from '../../src/ports/store.ts';
import { type Running, serve } from '../../src/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-setup-'));
const env = { PORT: '0', NODE_ENV: 'production', LIANGMA_DATA: folder, LIANGMA_LOG: 'silent' };
const GOOD = '祁连山下的雪三月才化';

let running: Running;
let origin: string;
beforeAll(async () => {
  running = await start();
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Running> {
  const config = readConfig(env);
  if (!config.ok) throw new Error(config.error);
  const started = await serve(config.value, 'small');
  origin = `http://127.0.0.1:${started.port}`;
  return started;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
type Body = any;
interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly cookie: string;
}

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const method = body === undefined ? 'GET' : 'POST';
  const reply = await fetch(origin + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
  });
  const text = await reply.text();
  const isJson = (reply.headers.get('content-type') ?? '').includes('json');
  const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: reply.status, body: isJson ? JSON.parse(text) : text, cookie };
}

/** Signs in, and changes a one-time password. */
async function person(name: string, password: string) {
  const { cookie, body } = await ask('/api/session', { name, password });
  const as = (path: string, sent?: unknown) => ask(path, sent, { cookie });
  if (body.actor.mustChangePassword) await as('/api/me/password', { current: password, next: GOOD });
  return as;
}

const asked = {
  region: '620623',
  origin: 'http://localhost:8787',
  publisher: '天祝藏族自治县司法局',
  administrator: { account: 'admin', name: '管理员', password: GOOD },
};

test('before the set-up every page and operation leads there, and no key exists', async () => {
  expect(running.setupToken).toMatch(/^[\w-]{22}$/);
  expect((await ask('/api/session')).body.code).toBe('not-set-up');
  expect((await ask('/api/session', { name: 'lichunmei', password: 'liangma-demo' })).body.code).toBe('not-set-up');
  for (const path of ['/', '/desk', '/c', '/login', '/kiosk']) expect((await ask(path)).status, path).toBe(302);
  expect((await ask('/api/health')).body).toMatchObject({ status: 'ok', demo: false });
  const { body } = await ask('/api/setup');
  expect(body).toMatchObject({ isSetUp: false });
  expect(body.regions.filter(({ code }: { code: string }) => code.length === 4)).toHaveLength(14);
  const store = await openSqliteStore(folder, 'epoch');
  expect(await store.read((tx) => tx.trust.roots())).toEqual([]);
  expect(await store.read((tx) => tx.setup.token())).not.toContain(running.setupToken);
  await store.close();
});

test.each([
  ['without the token', { token: 'x'.repeat(22) }, 403],
  ['for a region that does not exist', { region: '629999' }, 400],
  ['for a township', { region: '620623100' }, 400],
  ['over plain HTTP', { origin: 'http://liangma.example.cn' }, 400],
  ['with a weak password', { administrator: { ...asked.administrator, password: 'admin12345' } }, 422],
])('no set-up %s', async (_, changes, status) => {
  expect((await ask('/api/setup', { token: running.setupToken, ...asked, ...changes })).status).toBe(status);
});

test('the set-up makes keys, regions and the first administrator, once; the server goes on without a restart', async () => {
  const token = running.setupToken;
  const both = await Promise.all([ask('/api/setup', { token, ...asked }), ask('/api/setup', { token, ...asked })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, expect.toSatisfy((status: number) => status >= 403)]);
  const { body } = both.find(({ status }) => status === 200) as Answer;
  expect(body).toMatchObject({ administrator: 'admin', firstPassword: null, keys: { sealed: false } });
  expect(body.keys.kids.map(({ role }: { role: string }) => role).sort()).toEqual(['issuing', 'receipts', 'root']);
  expect((await ask('/api/setup')).body).toEqual({ isSetUp: true });
  const root = (await ask('/.well-known/liangma/root')).body;
  expect(body.keys.root).toBe(`${root.kid}.${root.publicKey}`);
  expect((await ask('/api/setup', { token, ...asked })).status).toBe(404);
  expect((await ask('/api/regions?under=6206')).body.regions.length).toBeGreaterThan(4);
  const { body: signedIn } = await ask('/api/session', { name: 'admin', password: GOOD });
  expect(signedIn.actor).toMatchObject({ region: '620623', posts: [{ role: 'county-administrator' }], demo: false });
});

const AGENCIES = `检查主体名称,主体类别,行政区划代码,执法领域,资格确认文号,资格确认机关,资格确认日期
天祝藏族自治县市场监督管理局,行政机关,620623,市场监管,武政发〔2025〕1号,武威市人民政府,2025-01-03`;
const OFFICERS = `执法证号,姓名,所属检查主体,证件有效期起,证件有效期止
62062300001,马文斌,天祝藏族自治县市场监督管理局,2024-01-01,2034-12-31
62062300002,才让草,天祝藏族自治县市场监督管理局,2024-01-01,2034-12-31`;
const ENTERPRISES = `统一社会信用代码,企业名称,主体类型,所在乡镇区划代码,住所,行业,分级分类等级
X62062300017,老马面馆,个人合伙,620623100,团结路3号,餐饮,C`;

test('files and people come in, and the first inspection goes from application to evaluation', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  for (const [kind, text] of Object.entries({ agencies: AGENCIES, officers: OFFICERS, enterprises: ENTERPRISES })) {
    const file = join(folder, `${kind}.csv`);
    writeFileSync(file, text);
    expect(await run(['registry', 'import', kind, file], env), kind).toBe(0);
  }
  const store = await openSqliteStore(folder, 'epoch');
  await store.write(async (tx) => {
    await tx.matters.save(1, MATTERS);
    return noted(undefined);
  });
  await store.close();

  const admin = await person('admin', GOOD);
  // The store has the regions of the province, but nobody above the county administers it.
  expect((await admin('/api/matters/publications')).body.mayPublish).toBe(true);
  expect((await admin('/api/policy/rows')).body.root).toBe('620623');
  const agency = '620623-SCJG';
  const create = async (as: typeof admin, account: string, roles: string[], certificate?: string) => {
    const posts = roles.map((role) => ({ role, agency }));
    const { body } = await as('/api/people', { account, name: account, agency, posts, certificate });
    return person(account, body.firstPassword);
  };
  const head = await create(admin, 'office', ['agency-administrator']);
  const clerk = await create(head, 'clerk', ['clerk']);
  const approver = await create(head, 'approver', ['approver']);
  const inspector = await create(head, 'inspector', ['inspector'], '62062300001');

  const now = Date.now();
  const application = {
    enterprise: 'X62062300017',
    type: 'routine',
    source: 'annual-plan',
    matters: [(await clerk('/api/matters')).body.matters[0].id],
    officers: ['O62062300001', 'O62062300002'],
    assistants: 0,
    window: { from: now - MINUTE, to: now + 2 * HOUR },
    offSite: 'none',
    whyOnSite: '需查看后厨卫生状况，书面无法核实。',
    reasons: { 'NOT-1': '开业首日须当天核查后厨卫生条件。' },
  };
  const applied = await clerk('/api/tasks', { application });
  expect(applied.body.task, JSON.stringify(applied.body)).toMatchObject({ state: 'applied' });
  const { id, rev } = applied.body.task;
  const { task } = (await approver(`/api/tasks/${id}/approve`, { rev })).body;
  expect(task).toMatchObject({ state: 'issued', approved: { by: 'approver' } });
  expect((await ask('/api/codes/verify', { text: task.code })).body.verdict).toBe('genuine');

  const [phone, door] = [aDevice(), aDevice()];
  expect((await inspector('/api/devices', { publicKey: phone.publicKey })).status).toBe(201);
  const push = async (as: typeof admin, row: Record<string, unknown>) =>
    (await as('/api/sync/events/push', pushBody(row))).body[0].sync.state;
  const anonymous: typeof admin = (path, body) => ask(path, body, { 'x-liangma-device-key': door.publicKey });
  const record = {
    startedAt: now,
    endedAt: now + 1,
    outcome: 'no-problem',
    correctBy: null,
    personPresent: '马师傅',
    opinion: '无异议',
    items: [],
  };
  const evaluation = { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' };
  const states = [
    await push(inspector, await phone.event('code-shown', id, {}, now)),
    await push(anonymous, await door.event('scan', id, { code: task.code, verdict: 'genuine', channel: 'link' }, now)),
    await push(inspector, await phone.event('inspection-started', id, {}, now)),
    await push(inspector, await phone.event('record-submitted', id, record, now + 1)),
    await push(anonymous, await door.event('evaluation', id, evaluation, now + 2)),
  ];
  expect(states).toEqual(Array(5).fill('accepted'));
  expect((await clerk(`/api/tasks/${id}`)).body.task.state).toBe('recorded');
});

test('a restart keeps address and people, and needs no set-up', async () => {
  await running.stop();
  running = await start();
  expect(running.setupToken).toBeUndefined();
  expect(running.origin).toBe('http://localhost:8787');
  expect((await ask('/api/session', { name: 'approver', password: GOOD })).status).toBe(200);
});

test('liangma setup does the same, and a second time nothing', async () => {
  const other = join(folder, 'cli');
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const refused = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const flags = [
    '--region',
    '武威市',
    '--origin',
    'https://liangma.example.cn',
    '--account',
    'admin',
    '--name',
    '张三',
  ];
  const shell = { ...env, LIANGMA_DATA: other };
  expect(await run(['setup', '--region', '620623', '--json'], shell)).toBe(2);
  expect(refused.mock.lastCall?.[0]).toContain('account');
  expect(await run(['setup', ...flags, '--json'], shell)).toBe(0);
  const result = JSON.parse(said.mock.lastCall?.[0] as string);
  expect(result).toMatchObject({
    installation: { region: '6206', origin: 'https://liangma.example.cn' },
    firstPassword: expect.stringMatching(/^\w{4}(-\w{4}){3}$/),
    keys: { folder: join(other, 'keys') },
  });
  expect(readFileSync(join(other, 'liangma.sqlite')).includes(result.firstPassword)).toBe(false);
  expect(await run(['setup', ...flags], shell)).toBe(1);
  expect(refused.mock.lastCall?.[0]).toContain('already');
});
