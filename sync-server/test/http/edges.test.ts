/** Bad input at every edge: a clear answer, and nothing written. */

import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import { aDevice, pushBody } from '@liangma/testing/device';
import { storedEvent } from '@liangma/testing/stored-events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDeviceKey } from '../../../shared/test/keys.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let clerk: Client;
let inspector: Client;
beforeAll(async () => {
  server = await startServer();
  [clerk, inspector] = (await Promise.all([server.as('lichunmei'), server.as('wangjianguo')])) as [Client, Client];
});
afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };
const NOBODY = '019ab3a0-1234-7abc-8def-0123456789ab';

describe('requests', () => {
  const cases: [string, () => Promise<{ status: number; body: unknown; headers: Headers }>, number, string][] = [
    [
      'a body that is no JSON',
      () => clerk.raw('/api/tasks', { method: 'POST', headers: json, body: '{' }),
      400,
      'bad-request',
    ],
    [
      'a body of the wrong shape',
      () => clerk.post('/api/tasks', { application: { enterprise: 1 } }),
      400,
      'bad-request',
    ],
    ['an empty body', () => clerk.raw('/api/tasks', { method: 'POST', headers: json, body: '' }), 400, 'bad-request'],
    [
      'a body of 2 MB',
      () => clerk.raw('/api/tasks', { method: 'POST', headers: json, body: `"${'x'.repeat(2_000_000)}"` }),
      413,
      'too-large',
    ],
    [
      'a form instead of JSON',
      () =>
        clerk.raw('/api/tasks', {
          method: 'POST',
          body: 'a=b',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      415,
      'unsupported-media-type',
    ],
    [
      'no content type',
      () => clerk.raw('/api/tasks', { method: 'POST', body: new Uint8Array([1]) }),
      415,
      'unsupported-media-type',
    ],
    ['from a foreign page', () => clerk.post('/api/tasks', {}, { 'sec-fetch-site': 'cross-site' }), 403, 'forbidden'],
    ['an unknown task', () => clerk.get(`/api/tasks/${NOBODY}`), 404, 'not-found'],
    ['a task id that is none', () => clerk.get('/api/tasks/1%27%20or%201=1'), 400, 'bad-request'],
    ['approving an unknown task', () => clerk.post(`/api/tasks/${NOBODY}/approve`, { rev: 1 }), 404, 'not-found'],
    ['an unknown enterprise', () => clerk.get('/api/applications/facts?enterprise=X1'), 404, 'not-found'],
    ['an unknown route', () => clerk.get('/api/nothing'), 404, 'not-found'],
    ['an unknown signed file', () => clerk.get('/.well-known/liangma/nothing'), 404, 'not-found'],
    ['a wrong state in a list', () => clerk.get('/api/lists/tasks?state=dreaming'), 400, 'bad-request'],
    ['a checkpoint that is no JSON', () => inspector.get('/api/sync/tasks/pull?checkpoint=%7B'), 400, 'bad-request'],
    [
      'a checkpoint of the wrong shape',
      () => inspector.get('/api/sync/tasks/pull?checkpoint=%7B%22x%22:1%7D'),
      400,
      'bad-request',
    ],
    [
      'a push that is no list',
      () => inspector.post('/api/sync/events/push', { newDocumentState: {} }),
      400,
      'bad-request',
    ],
    [
      'a push of 201 rows',
      () => inspector.post('/api/sync/events/push', Array(201).fill({ newDocumentState: {} })),
      400,
      'bad-request',
    ],
    [
      'a push of an app from before',
      () => inspector.post('/api/sync/events/push', [], { [PROTOCOL_HEADER]: '0' }),
      426,
      'protocol-too-old',
    ],
    [
      'a device key that is none',
      () => server.anonymous.post('/api/sync/events/push', pushBody({}), { 'x-liangma-device-key': 'AAAA' }),
      400,
      'bad-request',
    ],
    [
      'a weak device key',
      () => inspector.post('/api/devices', { publicKey: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }),
      400,
      'bad-request',
    ],
    [
      'pushing without session and key',
      () => server.anonymous.post('/api/sync/events/push', pushBody({})),
      401,
      'not-signed-in',
    ],
    [
      'pushing for a device nobody enrolled',
      () => inspector.post('/api/sync/events/push', pushBody({ device: 'ab'.repeat(16) })),
      403,
      'forbidden',
    ],
    [
      'pulling another’s events',
      () => inspector.get(`/api/sync/events/pull?device=${'ab'.repeat(16)}`),
      403,
      'forbidden',
    ],
    [
      'tasks for a device that was enrolled after the copy was made that this store comes from',
      () => inspector.get(`/api/sync/tasks/pull?device=${'ab'.repeat(16)}&epoch=another`),
      410,
      'resync',
    ],
    ['a clerk at the inspectors’ feed', () => clerk.get('/api/sync/tasks/pull'), 403, 'forbidden'],
    ['the stream without session', () => server.anonymous.get('/api/sync/stream'), 401, 'not-signed-in'],
    ['another county’s pack', () => inspector.get('/api/packs/620602'), 403, 'forbidden'],
    ['supervision by an inspector', () => inspector.get('/api/supervision/overview'), 403, 'forbidden'],
    [
      'a code text past all length',
      () => server.anonymous.post('/api/codes/verify', { text: '1'.repeat(9000) }),
      400,
      'bad-request',
    ],
    [
      'a short number with a wrong check digit',
      () => server.anonymous.post('/api/codes/find', { number: '000 000 5725' }),
      400,
      'bad-request',
    ],
    [
      'a short number of nine digits',
      () => server.anonymous.post('/api/codes/find', { number: '000000572' }),
      400,
      'bad-request',
    ],
    [
      'a short number that is a number',
      () => server.anonymous.post('/api/codes/find', { number: 5724 }),
      400,
      'bad-request',
    ],
    [
      'a short number that no code has',
      () => server.anonymous.post('/api/codes/find', { number: '000-000-5724' }),
      404,
      'code-not-found',
    ],
  ];

  test.each(cases)('%s → %#', async (_, send, status, code) => {
    const reply = await send();
    expect(reply).toMatchObject({ status, body: { code, status } });
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    const told = reply.headers.get('x-request-id');
    if (told !== null) expect((reply.body as { requestId: string }).requestId).toBe(told);
  });

  test('none of these requests wrote a task', async () => {
    expect((await clerk.get('/api/lists/tasks?state=applied')).body.rows).toEqual([]);
  });
});

test.each([
  ['empty', ''],
  ['not digits', 'hello'],
  ['truncated', '12345678901234567890'],
  ['digits that are no bytes', '9'.repeat(17)],
  ['over-long', '0'.repeat(7000)],
  ['another site’s address', 'https://evil.example/x#123'],
])('a broken code is rejected as malformed: %s', async (_, text) => {
  expect((await server.anonymous.post('/api/codes/verify', { text })).body).toEqual({
    verdict: 'refuse',
    reasons: ['malformed'],
  });
});

test('rows of the wrong shape come back as malformed and block no other', async () => {
  const device = aDevice();
  const good = await device.event('code-shown', NOBODY, {}, NINE_O_CLOCK);
  await inspector.post('/api/devices', { publicKey: device.publicKey });
  const odd = [
    { device: device.id },
    { ...good, envelope: '***' },
    { ...good, at: 5 },
    good,
    { ...good, type: 'scan' },
  ];
  const reply = await inspector.post('/api/sync/events/push', pushBody(...odd));
  expect(reply.body.map((row: { sync: { code: string } }) => row.sync.code)).toEqual([
    'malformed',
    'malformed',
    'malformed',
    'unknown-task',
    'malformed',
  ]);
});

test('[SYNC-20] the last page of its events tells a device the head of its chain', async () => {
  const device = aDevice();
  await inspector.post('/api/devices', { publicKey: device.publicKey });
  const [first, , third] = [
    await device.event('code-shown', NOBODY, {}, NINE_O_CLOCK),
    await device.event('code-shown', NOBODY, {}, NINE_O_CLOCK),
    await device.event('code-shown', NOBODY, {}, NINE_O_CLOCK),
  ];
  await inspector.post('/api/sync/events/push', pushBody(first, third));
  const pull = async (limit: number) =>
    (await inspector.get(`/api/sync/events/pull?device=${device.id}&limit=${limit}`)).body;
  expect(await pull(3)).toMatchObject({ documents: [{}, {}], chain: { judged: 1, waiting: 1 } });
  expect(await pull(2)).not.toHaveProperty('chain');
});

test('an event signed in the name of another device is rejected', async () => {
  const [own, other] = [aDeviceKey(), aDevice()];
  await inspector.post('/api/devices', { publicKey: aDevice(own).publicKey });
  const forger = aDevice({ ...own, id: other.id, signer: { ...own.signer, kid: other.key.kid } });
  const row = await forger.event('inspection-started', NOBODY, {}, NINE_O_CLOCK);
  const headers = { 'x-liangma-device-key': forger.publicKey };
  const { body } = await server.anonymous.post('/api/sync/events/push', pushBody(row), headers);
  expect(body).toMatchObject([{ sync: { state: 'rejected', code: 'device-mismatch' } }]);
  expect(await server.deps.store.read((tx) => storedEvent(tx, String(row.id)))).toBeUndefined();
});

describe('sessions', () => {
  test('an account is found as the keyboard of a phone writes it', async () => {
    const reply = await server.anonymous.post('/api/session', { name: ' Zhuoma ', password: 'liangma-demo' });
    expect([reply.status, reply.body.actor.account]).toEqual([200, 'zhuoma']);
  });

  test('the cookie is HttpOnly and SameSite=Lax, and signing out removes it', async () => {
    const reply = await server.anonymous.post('/api/session', { name: 'zhuoma', password: 'liangma-demo' });
    const cookie = reply.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^liangma_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    const zhuoma = { cookie: cookie.split(';')[0] as string };
    expect((await server.anonymous.get('/api/session', zhuoma)).status).toBe(200);
    await server.anonymous.raw('/api/session', { method: 'DELETE', headers: zhuoma });
    expect((await server.anonymous.get('/api/session', zhuoma)).body.code).toBe('not-signed-in');
  });

  test('a clerk’s session ends after twelve hours, an inspector’s after thirty days', async () => {
    const [desk, field] = [await server.as('mayongcheng'), await server.as('zhuoma')];
    const start = server.clock.at;
    const status = async (client: Client, after: number) => {
      server.clock.at = start + after;
      const reply = await client.get('/api/session');
      server.clock.at = start;
      return reply.status;
    };
    expect([await status(desk, 12 * HOUR - 1), await status(desk, 12 * HOUR)]).toEqual([200, 401]);
    expect([await status(field, 30 * DAY - 1), await status(field, 30 * DAY)]).toEqual([200, 401]);
  });

  test('after five wrong passwords each attempt waits longer, and the right one is not tried meanwhile', async () => {
    const attempt = (password: string) => server.anonymous.post('/api/session', { name: 'zhaomin', password });
    for (let i = 0; i < 5; i++) expect((await attempt('wrong')).body.code).toBe('wrong-credentials');
    const blocked = await attempt('liangma-demo');
    expect(blocked).toMatchObject({ status: 429, body: { code: 'too-many-attempts', retryAfter: 60 } });
    expect(blocked.headers.get('retry-after')).toBe('60');
    server.clock.at += MINUTE;
    expect((await attempt('wrong')).status).toBe(401);
    expect((await attempt('liangma-demo')).body.retryAfter).toBe(120);
    server.clock.at += 2 * MINUTE;
    expect((await attempt('liangma-demo')).status).toBe(200);
  });

  test('an unknown name gets the answer of a wrong password', async () => {
    expect((await server.anonymous.post('/api/session', { name: 'nobody', password: 'x' })).body.code).toBe(
      'wrong-credentials',
    );
  });

  test('production rejects demo people, even with an old session', async () => {
    const production = await startServer({ production: true });
    const reply = await production.anonymous.post('/api/session', { name: 'lichunmei', password: 'liangma-demo' });
    expect(reply.body.code).toBe('wrong-credentials');
    await production.stop();
  });
});

test('sixty sign-ins a minute from one address are enough', async () => {
  const other = await startServer({ demo: false });
  const codes: string[] = [];
  for (let i = 0; i < 61; i++)
    codes.push((await other.anonymous.post('/api/session', { name: 'a', password: '' })).body.code);
  expect(codes.at(-1)).toBe('too-many-requests');
  await other.stop();
});

describe('versions of the protocol', () => {
  const push = async (version: string) => {
    const device = aDevice();
    await inspector.post('/api/devices', { publicKey: device.publicKey });
    const row = await device.event('code-shown', NOBODY, {}, NINE_O_CLOCK);
    return inspector.post('/api/sync/events/push', pushBody(row), { [PROTOCOL_HEADER]: version });
  };
  const pull = (version: string) => inspector.get('/api/sync/tasks/pull', { [PROTOCOL_HEADER]: version });

  test('version 1 is understood and has no last day', async () => {
    for (const reply of [await push('1'), await pull('1')]) {
      expect(reply.status).toBe(200);
      expect(reply.headers.get('sunset')).toBe(null);
      expect(reply.headers.get(PROTOCOL_HEADER)).toBe('1');
    }
  });

  test('[SYNC-19] an older version is rejected with a reason, and nothing of it is stored', async () => {
    const reply = await push('0');
    expect(reply).toMatchObject({ status: 426, body: { code: 'protocol-too-old' } });
    expect(reply.body.title).toBe('应用版本过旧，请更新。 The app is too old; please update.');
    expect((await pull('0')).status).toBe(426);
  });

  test('[SYNC-19] a version newer than the server gets a retry, and nothing of it is judged', async () => {
    const newer = String(PROTOCOL_VERSION + 1);
    const reply = await push(newer);
    expect(reply).toMatchObject({ status: 503, body: { code: 'protocol-too-new', retryAfter: 30 } });
    expect(reply.headers.get(PROTOCOL_HEADER)).toBe(String(PROTOCOL_VERSION));
    expect((await pull(newer)).status).toBe(503);
  });

  test('a malformed version is a bad request', async () => {
    expect([(await pull('three')).status, (await pull('-1')).status]).toEqual([400, 400]);
  });
});
