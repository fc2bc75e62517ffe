/** Codes issued on site over the API: the grant is given, fetched, used without network, exceeded, ended. */

import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { grantRef, openGrant } from '@liangma/shared/task-code/grant';
import { type GrantedCode, taskUnder } from '@liangma/shared/task-code/granted-code';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import { openGrantList } from '@liangma/shared/trust/grant-list';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aReference } from '../../../shared/test/builders.ts';
import { sha256, verifySignature } from '../../../shared/test/keys.ts';
import { findTask } from '../../src/ports/directory.ts';
import { type Client, NINE_O_CLOCK, type Reply, startServer, type TestServer } from '../harness.ts';

const ORIGIN = 'http://localhost:8787';
let server: TestServer;
let clerk: Client;
let head: Client;
let inspector: Client;
let supervisor: Client;
let enterprises: { id: string; name: string; region: string }[];
let officers: Record<string, string>;
const phone = aDevice();

beforeAll(async () => {
  server = await startServer();
  [clerk, head, inspector, supervisor] = (await Promise.all(
    ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  enterprises = (await clerk.get('/api/registry/enterprises?limit=20')).body.enterprises;
  const people = (await clerk.get('/api/registry/officers')).body.officers as { id: string; name: string }[];
  officers = Object.fromEntries(people.map(({ id, name }) => [name, id]));
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
});
afterAll(() => server.stop());

const terms = (changes: object = {}) => ({
  device: phone.id,
  officers: [officers.王建国, officers.卓玛],
  matters: [],
  region: '620623',
  maxCodes: 3,
  window: { from: NINE_O_CLOCK - DAY, to: NINE_O_CLOCK + 7 * DAY },
  reason: '乡镇投诉多，没有信号。',
  ...changes,
});
const give = (changes: object = {}, by = head) => by.post('/api/grants', { terms: terms(changes) });

interface Held {
  readonly id: string;
  readonly signed: Uint8Array;
}

async function fetched(id: string): Promise<Held> {
  const { grants } = (await inspector.get(`/api/grants/mine?device=${phone.id}`)).body;
  const document = grants.find((one: { data: { id: string } }) => one.data.id === id);
  return { id, signed: fromBase64Url(document.signed) as Uint8Array };
}

/** Issues a code as the officer's device does without network: signs it and records that in an event. */
async function issue({ signed }: Held, number: number, changes: Partial<GrantedCode> = {}, device = phone) {
  const at = server.clock.at;
  const [enterprise] = enterprises as [(typeof enterprises)[number]];
  const code: GrantedCode = {
    number,
    enterprise: enterprise.id,
    enterpriseName: enterprise.name,
    region: enterprise.region,
    notBefore: at / 1000,
    expires: at / 1000 + 4 * 3600,
    kind: 'case',
    matters: ['M901'],
    officers: [],
    catalog: 1,
    nth: 0,
    step: 0,
    ...changes,
  };
  const text = await issueGrantedCode(device.key.signer, { inline: signed }, code, ORIGIN);
  const short = await issueGrantedCode(device.key.signer, { ref: await grantRef(signed, sha256) }, code, ORIGIN);
  const task = await taskUnder(await grantRef(signed, sha256), number, sha256);
  const row = await device.event(
    'code-issued',
    task,
    { code: text, source: 'complaint', reference: aReference(), whyOnSite: '投诉称有过期原料，须当场查看。' },
    at,
  );
  return { text, short, task, row };
}
const push = async (row: Record<string, unknown>, by = inspector) =>
  (await by.post('/api/sync/events/push', pushBody(row))).body[0].sync;
const verdictOf = async (text: string) => (await server.anonymous.post('/api/codes/verify', { text })).body;
const taskOf = async (id: string): Promise<Reply> => clerk.get(`/api/tasks/${id}`);
const alertsOf = async (task: string): Promise<string[]> => {
  const { rows } = (await supervisor.get('/api/lists/inspections?limit=500')).body;
  return rows.find((row: { id: string }) => row.id === task)?.alerts;
};

describe('giving', () => {
  test('[GRANT-1] only the head gives a grant, and the audit records it', async () => {
    const given = await give();
    expect(given).toMatchObject({ status: 201, body: { grant: { holder: officers.王建国, reportHours: 72 } } });
    expect(given.body.grant.window.from).toBe(NINE_O_CLOCK);
    const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', given.body.grant.id));
    expect(audit.map(({ actor, action }) => `${actor} ${action}`)).toEqual(['mayongcheng grant.give']);
    for (const other of [clerk, inspector, supervisor]) expect((await give({}, other)).status).toBe(403);
    expect((await give({}, server.anonymous)).status).toBe(401);
  });

  test('the clerk sees all grants and devices, an inspector only those of his own device', async () => {
    const { grants, devices } = (await clerk.get('/api/grants')).body;
    expect([grants.length, grants[0].used]).toEqual([1, 0]);
    expect(devices).toMatchObject([{ id: phone.id, officer: officers.王建国 }]);
    expect((await inspector.get('/api/grants')).status).toBe(403);
    expect((await inspector.get(`/api/grants/mine?device=${phone.id}`)).body.grants).toHaveLength(1);
    const other = await server.as('zhuoma');
    expect((await other.get(`/api/grants/mine?device=${phone.id}`)).status).toBe(403);
  });

  test.each<[string, object, string[]]>([
    ['a device that nobody enrolled', { device: 'ab'.repeat(16) }, ['device-not-enrolled']],
    [
      'too many codes and days',
      { maxCodes: 51, window: { from: NINE_O_CLOCK, to: NINE_O_CLOCK + 31 * DAY } },
      ['too-many-codes', 'too-long'],
    ],
    ['the whole prefecture', { region: '6206' }, ['region-too-wide']],
    ['no reason', { reason: '' }, ['no-reason']],
  ])('[GRANT-3] no grant is given: %s', async (_, changes, codes) => {
    const { status, body } = await give(changes);
    expect([status, body.code, body.findings.map((found: { code: string }) => found.code)]).toEqual([
      422,
      'findings',
      codes,
    ]);
  });
});

describe('published', () => {
  test('the server publishes the signed list of a county and each grant by its reference', async () => {
    const { id } = (await give({ maxCodes: 5 })).body.grant;
    const list = await server.anonymous.get('/.well-known/liangma/grants/620623');
    const etag = list.headers.get('etag') as string;
    expect(list.headers.get('content-type')).toBe('application/cbor');
    const { keys } = await server.deps.trust.opened();
    const opened = await openGrantList(list.body, keys, verifySignature);
    expect(opened).toMatchObject({ ok: true, value: { county: '620623', issuedAt: NINE_O_CLOCK / 1000 } });
    const refs = opened.ok ? await Promise.all(opened.value.grants.map((grant) => grantRef(grant, sha256))) : [];
    expect(refs.map(toHex)).toContain(id);
    expect((await server.anonymous.get('/.well-known/liangma/grants/620623', { 'if-none-match': etag })).status).toBe(
      304,
    );
    const elsewhere = await openGrantList(
      (await server.anonymous.get('/.well-known/liangma/grants/620602')).body,
      keys,
      verifySignature,
    );
    expect(elsewhere).toMatchObject({ value: { grants: [] } });
    const single = await server.anonymous.get(`/.well-known/liangma/grant/${id}`);
    expect(single.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await openGrant(single.body, keys, NINE_O_CLOCK / 1000, verifySignature)).toMatchObject({
      value: { maxCodes: 5 },
    });
  });

  test('unknown and malformed addresses return a problem', async () => {
    const at = (path: string) => server.anonymous.get(`/.well-known/liangma/${path}`);
    expect(await at('grant/0123456789abcdef')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await at('grant/zz')).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(await at('grants/62')).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });
});

describe('used', () => {
  let held: Held;
  beforeAll(async () => {
    held = await fetched((await give()).body.grant.id);
  });

  test('a code verifies in both forms before the server knows it, and then becomes an ordinary task', async () => {
    const { text, short, task, row } = await issue(held, 1);
    expect(await verdictOf(text)).toMatchObject({ verdict: 'genuine', claims: { task, issuedUnder: { number: 1 } } });
    expect(await verdictOf(short)).toMatchObject({ verdict: 'genuine', claims: { task } });
    expect(await push(row)).toMatchObject({ state: 'accepted' });
    expect((await taskOf(task)).body.task).toMatchObject({
      state: 'issued',
      type: 'case',
      source: 'complaint',
      grant: { id: held.id, number: 1 },
      applied: { by: 'wangjianguo', name: '王建国' },
      approved: { by: 'mayongcheng' },
    });
    expect(await push(row)).toMatchObject({ state: 'accepted' });
    const started = await phone.event('inspection-started', task, {}, server.clock.at);
    expect(await push(started)).toMatchObject({ state: 'accepted' });
    const { steps } = (await supervisor.get(`/api/tasks/${task}/trace`)).body;
    expect(steps.map((step: { step: string; by: string }) => [step.step, step.by])).toEqual([
      ['granted', '马永成'],
      ['issued', '王建国'],
      ['started', '王建国'],
    ]);
    expect(
      (await clerk.get('/api/grants')).body.grants.find((one: { grant: Held }) => one.grant.id === held.id).used,
    ).toBe(1);
  });

  test('the desk withdraws a granted code like any other', async () => {
    const { text, task, row } = await issue(held, 2);
    await push(row);
    expect(
      (await head.post(`/api/tasks/${task}/withdraw`, { rev: 1, reason: '与另一次检查重复，合并办理' })).status,
    ).toBe(200);
    expect((await verdictOf(text)).reasons).toEqual(['withdrawn']);
  });

  test('an enterprise’s event that arrives before the code waits and applies after it', async () => {
    const { text, task, row } = await issue(held, 3);
    const browser = aDevice();
    const scan = await browser.event(
      'scan',
      task,
      { code: text, verdict: 'genuine', channel: 'link' },
      server.clock.at,
    );
    const key = { 'x-liangma-device-key': browser.publicKey };
    const send = async () => (await server.anonymous.post('/api/sync/events/push', pushBody(scan), key)).body[0].sync;
    expect(await send()).toEqual({ state: 'waiting' });
    expect(await push(row)).toMatchObject({ state: 'accepted' });
    expect(await send()).toMatchObject({ state: 'accepted' });
    expect((await taskOf(task)).body.task.scans).toMatchObject([{ device: browser.id }]);
  });

  test('[SYNC-10] a code above the maximum is stored as void with an alert, and sets no status bit of another code', async () => {
    const { text, task, row } = await issue(held, 4);
    expect(await push(row)).toMatchObject({ state: 'accepted' });
    expect((await taskOf(task)).body.task).toMatchObject({
      state: 'withdrawn',
      reason: 'outside-bounds',
      withdrawn: { by: 'system' },
    });
    expect(await alertsOf(task)).toEqual(['grant-exceeded']);
    expect((await verdictOf(text)).reasons).toContain('grant-exceeded');
    const { grant } = (await clerk.get('/api/grants')).body.grants.find(
      (one: { grant: Held }) => one.grant.id === held.id,
    );
    expect((await taskOf(task)).body.task.statusEntry.index).toBeGreaterThan(grant.statusEntry.index + grant.maxCodes);
  });

  test('[SYNC-10] a number used for two enterprises voids both', async () => {
    const other = enterprises[1] as (typeof enterprises)[number];
    const again = await issue(held, 3, { enterprise: other.id, enterpriseName: other.name, region: other.region });
    expect(await push(again.row)).toMatchObject({ state: 'accepted' });
    expect((await taskOf(again.task)).body.task).toMatchObject({ state: 'withdrawn', reason: 'number-used-twice' });
    expect((await verdictOf(again.text)).reasons).toEqual(['withdrawn']);
  });

  test('[SYNC-10] a number used twice sets the status bit even if the first code was inspected', async () => {
    const first = enterprises[2] as (typeof enterprises)[number];
    const again = await issue(held, 1, { enterprise: first.id, enterpriseName: first.name, region: first.region });
    await push(again.row);
    expect((await taskOf(again.task)).body.task).toMatchObject({ state: 'inspecting' });
    expect((await verdictOf(again.text)).reasons).toEqual(['withdrawn']);
  });

  test('another device cannot report a code of the grant, and nobody a forged one', async () => {
    const { text, task, row: own } = await issue(held, 2);
    expect(await push(own)).toMatchObject({ state: 'accepted' });
    const second = aDevice();
    const other = await server.as('zhuoma');
    await other.post('/api/devices', { publicKey: second.publicKey });
    const data = {
      code: text,
      source: 'complaint',
      reference: aReference(),
      whyOnSite: '投诉称有过期原料，须当场查看。',
    };
    const stolen = await second.event('code-issued', task, data, server.clock.at);
    expect(await push(stolen, other)).toMatchObject({ state: 'rejected', code: 'device-mismatch' });
    const digit = text.at(-20) === '0' ? '1' : '0';
    const forged = { ...data, code: text.slice(0, -20) + digit + text.slice(-19) };
    const row = await phone.event('code-issued', task, forged, server.clock.at);
    expect(await push(row)).toMatchObject({ state: 'rejected', code: 'code-refused' });
  });
});

describe('ended', () => {
  let held: Held;
  let before: Awaited<ReturnType<typeof issue>>;
  let after: Awaited<ReturnType<typeof issue>>;
  beforeAll(async () => {
    held = await fetched((await give()).body.grant.id);
  });

  test('[GRANT-1] the head ends a grant once with a reason; its codes are void and it leaves the list', async () => {
    before = await issue(held, 1);
    server.clock.at += MINUTE;
    const end = (by: Client, reason = '人员调整') => by.post(`/api/grants/${held.id}/end`, { reason });
    expect((await end(clerk)).status).toBe(403);
    expect((await end(head, ' ')).status).toBe(400);
    expect((await end(head)).body.grant.ended).toMatchObject({ by: 'mayongcheng', reason: '人员调整' });
    expect((await end(head)).body.code).toBe('wrong-state');
    after = await issue(held, 2);
    expect((await verdictOf(after.text)).reasons).toEqual(['grant-invalid']);
    const { grants } = (await inspector.get(`/api/grants/mine?device=${phone.id}`)).body;
    expect(grants.find((one: { data: Held }) => one.data.id === held.id).data.ended).not.toBeNull();
    const list = await server.anonymous.get('/.well-known/liangma/grants/620623');
    const { keys } = await server.deps.trust.opened();
    const opened = await openGrantList(list.body, keys, verifySignature);
    const refs = opened.ok ? await Promise.all(opened.value.grants.map((grant) => grantRef(grant, sha256))) : [];
    expect(refs.map(toHex)).not.toContain(held.id);
  });

  test('[SYNC-10] an inspection begun before the end is valid, one begun after it is void', async () => {
    expect(await push(before.row)).toMatchObject({ state: 'accepted' });
    expect(await push(after.row)).toMatchObject({ state: 'accepted' });
    expect((await taskOf(before.task)).body.task.state).toBe('issued');
    expect((await taskOf(after.task)).body.task).toMatchObject({ state: 'withdrawn', reason: 'grant-ended' });
    expect(await alertsOf(after.task)).toEqual(['issued-after-end']);
  });
});

test('[LATE-3] a code that arrives after its hours is accepted and raises an alert', async () => {
  const held = await fetched((await give()).body.grant.id);
  const { task, row } = await issue(held, 1);
  server.clock.at += 72 * HOUR + 1000;
  expect(await push(row)).toMatchObject({ state: 'accepted' });
  expect(await server.deps.store.read((tx) => findTask(tx, task))).toMatchObject({ state: 'issued' });
  const alerts = await server.deps.store.read((tx) => tx.alerts.open('620623'));
  expect(alerts.filter((alert) => alert.task === task).map(({ code, rule }) => [code, rule])).toEqual([
    ['reported-late', 'LATE-3'],
  ]);
});
