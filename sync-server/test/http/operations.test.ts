/** Each operation of the API is listed with who may call it, and refuses everybody else. */
import { ROLES, type Role } from '@liangma/shared/access/post';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, startServer, type TestServer } from '../harness.ts';

const DESK: readonly Role[] = ['clerk', 'approver', 'legal-reviewer', 'duty-officer'];
const READERS = ROLES.filter((role) => role !== 'operator');
const SUPERVISOR: readonly Role[] = ['supervisor'];
const INSPECTOR: readonly Role[] = ['inspector'];
const HEAD: readonly Role[] = ['approver'];
const ADMINISTRATORS: readonly Role[] = ['agency-administrator', 'county-administrator'];
const REGISTRY: readonly Role[] = ['county-administrator'];
const ANSWERERS: readonly Role[] = ['clerk', 'approver', 'legal-reviewer'];
const TASK_READERS: readonly Role[] = [...DESK, 'inspector', 'supervisor'];

/** `all`: strangers too; `signed-in`: everybody with a session, about the own account. */
type Who = 'all' | 'signed-in' | readonly Role[];

const OPERATIONS: Readonly<Record<string, Who>> = {
  'GET /api/health/live': 'all',
  'GET /api/health': 'all',
  'GET /api/setup': 'all',
  'GET /api/session': 'signed-in',
  'POST /api/session': 'all',
  'DELETE /api/session': 'all',
  'GET /api/me': 'signed-in',
  'POST /api/me/password': 'signed-in',
  'POST /api/me/sessions/end': 'signed-in',
  'GET /api/me/deputies': HEAD,
  'POST /api/me/delegations': HEAD,
  'POST /api/me/delegations/end': 'signed-in',
  'GET /api/me/push': 'signed-in',
  'POST /api/me/push': 'signed-in',
  'POST /api/me/push/end': 'signed-in',
  'GET /api/operation': ['county-administrator', 'operator'],
  'GET /api/lists/messages': ['county-administrator', 'operator'],
  'POST /api/notices/retry': ['county-administrator', 'operator'],
  'POST /api/notices/{id}/retry': ['county-administrator', 'operator'],
  'POST /api/people': ADMINISTRATORS,
  'GET /api/people/{account}': ADMINISTRATORS,
  'POST /api/people/{account}/posts': ADMINISTRATORS,
  'POST /api/people/{account}/posts/{post}/end': ADMINISTRATORS,
  'POST /api/people/{account}/close': ADMINISTRATORS,
  'POST /api/people/{account}/password': ADMINISTRATORS,
  'POST /api/people/{account}/sessions/end': ADMINISTRATORS,
  'GET /api/regions': 'all',
  'GET /api/registry/enterprises': READERS,
  'GET /api/registry/enterprises/{id}': READERS,
  'GET /api/registry/officers': READERS,
  'GET /api/registry/enterprises/{id}/record': READERS,
  'POST /api/registry/enterprises/{id}/grades': REGISTRY,
  'POST /api/registry/enterprises/{id}/marks': REGISTRY,
  'POST /api/registry/enterprises/{id}/penalties': REGISTRY,
  'POST /api/registry/enterprises/{id}/whitelist': REGISTRY,
  'POST /api/registry/enterprises/{id}/whitelist/{entry}/removal': REGISTRY,
  'GET /api/registry/history/{kind}/{id}': REGISTRY,
  'GET /api/registry/imports': ADMINISTRATORS,
  'POST /api/registry/imports': ADMINISTRATORS,
  'POST /api/registry/imports/{id}/passwords': ADMINISTRATORS,
  'GET /api/registry/templates/{kind}': REGISTRY,
  'GET /api/registry/exports/{kind}': REGISTRY,
  'GET /api/matters': READERS,
  'GET /api/matters/publications': READERS,
  'POST /api/matters/publications': ['county-administrator'],
  'DELETE /api/matters/draft/{id}': ['county-administrator'],
  'GET /api/policy': 'signed-in',
  'GET /api/policy/rows': 'signed-in',
  'POST /api/policy/rows': ['county-administrator'],
  'POST /api/policy/calendar': ['county-administrator'],
  'GET /api/quiet-periods': READERS,
  'POST /api/quiet-periods': ['county-administrator'],
  'POST /api/quiet-periods/{id}/end': ['county-administrator'],
  'POST /api/attachments': ['clerk'],
  'GET /api/attachments/{task}/{hash}': TASK_READERS,
  'GET /api/papers/{task}': TASK_READERS,
  'GET /api/papers/{task}/{hash}': TASK_READERS,
  'GET /api/templates': ['clerk'],
  'POST /api/templates': ['clerk'],
  'POST /api/templates/{id}/name': ['clerk'],
  'POST /api/templates/{id}/removal': ['clerk'],
  'GET /api/calendar': [...DESK, 'inspector', 'supervisor', ...ADMINISTRATORS],
  'GET /api/leaves': [...DESK, 'inspector', 'agency-administrator'],
  'POST /api/leaves': ['clerk', 'approver', 'inspector', 'agency-administrator'],
  'POST /api/leaves/{id}/removal': ['clerk', 'approver', 'inspector', 'agency-administrator'],
  'GET /api/applications/facts': ['clerk', 'approver', 'legal-reviewer'],
  'GET /api/applications/partners': ['clerk', 'approver', 'legal-reviewer'],
  'POST /api/applications/elsewhere': ['clerk'],
  'GET /api/tasks/counts': [...DESK, 'inspector'],
  'POST /api/tasks': ['clerk'],
  'POST /api/tasks/off-site': ['clerk'],
  'POST /api/tasks/batch/assess': ['clerk'],
  'POST /api/tasks/batch': ['clerk'],
  'GET /api/tasks/{id}': TASK_READERS,
  'GET /api/tasks/{id}/changes': TASK_READERS,
  'GET /api/tasks/{id}/trace': SUPERVISOR,
  'POST /api/tasks/{id}/edit': ['clerk'],
  'POST /api/tasks/{id}/approve': HEAD,
  'POST /api/tasks/{id}/join': HEAD,
  'POST /api/tasks/{id}/review': ['legal-reviewer'],
  'POST /api/tasks/{id}/confirm': HEAD,
  'POST /api/tasks/{id}/reject': HEAD,
  'POST /api/tasks/{id}/return': HEAD,
  'POST /api/tasks/{id}/withdraw': HEAD,
  'POST /api/tasks/late': INSPECTOR,
  'POST /api/tasks/{id}/assistance-filing': ['clerk', 'approver'],
  'GET /api/lists/tasks': [...DESK, 'inspector'],
  'GET /api/lists/inspections': SUPERVISOR,
  'GET /api/lists/enterprises': READERS,
  'GET /api/lists/matters': READERS,
  'GET /api/lists/agencies': READERS,
  'GET /api/lists/whitelist': READERS,
  'GET /api/lists/officers': READERS,
  'GET /api/lists/people': ADMINISTRATORS,
  'GET /api/lists/alerts': SUPERVISOR,
  'GET /api/lists/quarantine': SUPERVISOR,
  'GET /api/lists/reasons': SUPERVISOR,
  'GET /api/lists/devices': ['clerk', 'approver', 'duty-officer', 'supervisor'],
  'GET /api/grants': ['clerk', 'approver', 'legal-reviewer'],
  'POST /api/grants': HEAD,
  'POST /api/grants/{id}/end': HEAD,
  'GET /api/grants/mine': INSPECTOR,
  'POST /api/photos/uploads': INSPECTOR,
  'GET /api/photos/uploads/{task}/{hash}': INSPECTOR,
  'PATCH /api/photos/uploads/{task}/{hash}': INSPECTOR,
  'GET /api/photos/{task}': ['clerk', 'approver', 'inspector', 'legal-reviewer', 'supervisor'],
  'GET /api/photos/{task}/{hash}': ['clerk', 'approver', 'inspector', 'legal-reviewer', 'supervisor'],
  'POST /api/alerts/{id}/close': SUPERVISOR,
  'POST /api/alerts/close': SUPERVISOR,
  'POST /api/alerts/{id}/take': SUPERVISOR,
  'POST /api/alerts/{id}/ask': SUPERVISOR,
  'POST /api/alerts/{id}/letter': SUPERVISOR,
  'POST /api/alerts/{id}/explain': ANSWERERS,
  'POST /api/alerts/{id}/reply': ANSWERERS,
  'GET /api/lists/reports': ['requests-office', 'supervisor'],
  'GET /api/lists/asked-alerts': ANSWERERS,
  'POST /api/notices/receipts': 'all',
  'POST /api/outcomes/open': 'all',
  'GET /api/supervision/overview': SUPERVISOR,
  'GET /api/supervision/devices': SUPERVISOR,
  'POST /api/quarantine/decisions': SUPERVISOR,
  'POST /api/officers/{id}/suspension': SUPERVISOR,
  'POST /api/officers/{id}/reinstatement': SUPERVISOR,
  'GET /api/devices': ['clerk', 'approver', 'duty-officer'],
  'POST /api/devices': INSPECTOR,
  'POST /api/devices/{id}/revoke': HEAD,
  'POST /api/handovers': ['clerk', 'approver', 'duty-officer'],
  'GET /api/sync/tasks/pull': INSPECTOR,
  'GET /api/sync/events/pull': 'signed-in',
  'POST /api/sync/events/push': 'all',
  'GET /api/sync/drafts/pull': INSPECTOR,
  'POST /api/sync/drafts/push': INSPECTOR,
  'GET /api/sync/stream': 'signed-in',
  'POST /api/sync/report': 'signed-in',
  'GET /api/packs/{county}': READERS,
  'GET /api/packs/{county}/parts/{hash}': READERS,
  'POST /api/codes/verify': 'all',
  'POST /api/codes/number': 'all',
  'POST /api/codes/find': 'all',
  'GET /.well-known/liangma/trust': 'all',
  'GET /.well-known/liangma/trust/{shard}': 'all',
  'GET /.well-known/liangma/trust/{shard}/{matters}': 'all',
  'GET /.well-known/liangma/keys': 'all',
  'GET /.well-known/liangma/status/{shard}': 'all',
  'GET /.well-known/liangma/catalog': 'all',
  'GET /.well-known/liangma/root': 'all',
  'GET /.well-known/liangma/grants/{county}': 'all',
  'GET /.well-known/liangma/grant/{id}': 'all',
};

const PEOPLE: Record<Role, string> = {
  clerk: 'lichunmei',
  approver: 'mayongcheng',
  inspector: 'wangjianguo',
  'legal-reviewer': 'hejing',
  'duty-officer': 'zhaolei',
  'agency-administrator': 'wangxiulan',
  'county-administrator': 'liuzhiqiang',
  'requests-office': 'yangfan',
  supervisor: 'zhangwei',
  operator: 'chentao',
};

let server: TestServer;
let people: Map<Role, Client>;
let addressOf: (operation: string) => { method: string; path: string };
beforeAll(async () => {
  server = await startServer();
  people = new Map(await Promise.all(ROLES.map(async (role) => [role, await server.as(PEOPLE[role])] as const)));
  const clerk = people.get('clerk') as Client;
  const [task] = (await clerk.get('/api/lists/tasks?officer=O62062300017')).body.rows;
  const values: Record<string, string> = {
    id: task.id,
    task: task.id,
    hash: 'a'.repeat(64),
    account: PEOPLE.clerk,
    post: 'clerk',
    kind: 'enterprises',
    entry: 'none',
    county: '620623',
    shard: '6206',
    matters: 'M901',
  };
  addressOf = (operation) => {
    const [method = '', template = ''] = operation.split(' ');
    const filled = /\/registry\/(?:enterprises|history)\//.test(template)
      ? template.replace('{id}', task.enterprise.id)
      : template;
    const query = template.endsWith('/facts') ? `?enterprise=${task.enterprise.id}` : '';
    return { method, path: filled.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '') + query };
  };
});
afterAll(() => server.stop());

async function statusOf(client: Client, operation: string): Promise<number> {
  const { method, path } = addressOf(operation);
  const isWrite = method !== 'GET';
  const headers = { 'content-type': 'application/json', 'x-liangma-protocol': '1', 'liangma-protocol': '1' };
  // A GET whose query is not whole is a bad request to everybody.
  const { status } = await client.raw(path, { method, headers, ...(isWrite ? { body: '{}' } : {}) });
  return status;
}

test('the table lists the operations of the OpenAPI document', async () => {
  const { paths } = (await server.anonymous.get('/api/openapi.json')).body as { paths: Record<string, object> };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(Object.keys(OPERATIONS).sort()).toEqual(documented.sort());
});

test('without a session everything is refused that is not for strangers', async () => {
  for (const [operation, who] of Object.entries(OPERATIONS)) {
    const status = await statusOf(server.anonymous, operation);
    if (who !== 'all') expect(status, operation).toBe(401);
    else expect([401, 403], operation).not.toContain(operation === 'POST /api/sync/events/push' ? 0 : status);
  }
});

test.each(ROLES)('%s reads what the table says, and changes nothing else', async (role) => {
  const client = people.get(role) as Client;
  const wrong: string[] = [];
  for (const [operation, who] of Object.entries(OPERATIONS)) {
    if (who === 'all' || operation.endsWith('/stream')) continue;
    const status = await statusOf(client, operation);
    const isRight =
      who === 'signed-in' || who.includes(role)
        ? status !== 403
        : operation.startsWith('GET ')
          ? [400, 403, 412].includes(status)
          : status >= 400;
    if (!isRight) wrong.push(`${operation}: ${status}`);
  }
  expect(wrong).toEqual([]);
});
