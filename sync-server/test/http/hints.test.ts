/** Hints go to those whom a change concerns, but never about what anybody can send, and never about an evaluation. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { isConcerned } from '../../src/http/hint-stream.ts';
import type { Hint } from '../../src/ports/runtime.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';

const AT = NINE_O_CLOCK;
const NOBODYS = '019ab3a0-9999-7abc-8def-0123456789ab';
const evaluation = { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' };

let server: TestServer;
let heard: Hint[] = [];
beforeAll(async () => {
  server = await startServer({});
  server.deps.hints.subscribe((hint) => heard.push(hint));
});
afterAll(() => server.stop());

/** Accounts that the hints since the last look concern. */
async function told(...names: string[]): Promise<string[]> {
  const actors = await server.deps.store.read((tx) => Promise.all(names.map((name) => tx.accounts.byName(name))));
  const hints = heard;
  heard = [];
  return names.filter((_, i) => {
    const actor = actors[i]?.actor;
    return actor && hints.some((hint) => isConcerned(hint, actor));
  });
}
const ALL = ['wangjianguo', 'zhuoma', 'lichunmei', 'mayongcheng', 'zhangwei', 'zhaomin'];

const pushAs = (client: Client, headers: Record<string, string>, row: Record<string, unknown>) =>
  client.post('/api/sync/events/push', pushBody(row), headers);

test('junk sends no hint; a scan sends one to officers, desk and supervisors, an evaluation to supervisors only', async () => {
  const [clerk, head, inspector] = await Promise.all(
    ['lichunmei', 'mayongcheng', 'wangjianguo'].map((name) => server.as(name)),
  );
  const task = await issueTask(clerk as Client, head as Client, { window: { from: AT - HOUR, to: AT + HOUR } });
  const [shop, phone] = [aDevice(), aDevice()];
  const key = { 'x-liangma-device-key': shop.publicKey };
  await (inspector as Client).post('/api/devices', { publicKey: phone.publicKey });
  await told();

  const junk = aDevice();
  await pushAs(
    server.anonymous,
    { 'x-liangma-device-key': junk.publicKey },
    await junk.event('refusal', NOBODYS, { code: 'x', ground: 'other', note: '' }, AT),
  );
  await pushAs(inspector as Client, {}, await phone.event('code-shown', NOBODYS, {}, AT));
  expect(await told(...ALL)).toEqual([]);

  await pushAs(
    server.anonymous,
    key,
    await shop.event('scan', task.id, { code: task.code, verdict: 'genuine', channel: 'link' }, AT),
  );
  expect(await told(...ALL)).toEqual(ALL);

  await pushAs(
    inspector as Client,
    {},
    await phone.event('record-submitted', task.id, aRecord({ startedAt: AT, endedAt: AT }), AT),
  );
  await told();
  await pushAs(server.anonymous, key, await shop.event('evaluation', task.id, evaluation, AT));
  expect(await told(...ALL)).toEqual(['zhangwei', 'zhaomin']);
});

test('a waiting event of a stranger sends no hint', async () => {
  const task = await aKnownTask(server, AT, 'O62062300017');
  await told();
  const shop = aDevice();
  await shop.event('scan', task.id, {}, AT);
  const { body } = await pushAs(
    server.anonymous,
    { 'x-liangma-device-key': shop.publicKey },
    await shop.event('evaluation', task.id, evaluation, AT),
  );
  expect(body).toMatchObject([{ sync: { state: 'waiting' } }]);
  expect(await told(...ALL)).toEqual([]);
});

test('costly public answers are computed once and carry an ETag, and a client that has one gets 304', async () => {
  const signed = ['/.well-known/liangma/trust', '/.well-known/liangma/grants/620623'];
  for (const path of ['/api/openapi.json', '/api/regions?under=62', ...signed]) {
    const gzip = signed.includes(path) ? { 'accept-encoding': 'gzip' } : {};
    const first = await server.anonymous.raw(path, { headers: gzip });
    const encoding = signed.includes(path) ? 'gzip' : null;
    expect([path, first.status, first.headers.get('content-encoding')]).toEqual([path, 200, encoding]);
    const etag = first.headers.get('etag') ?? '';
    const again = await server.anonymous.raw(path, { headers: { ...gzip, 'if-none-match': etag } });
    expect([path, again.status, etag === '']).toEqual([path, 304, false]);
    expect((await server.anonymous.raw(path, {})).headers.get('etag')).toBe(etag);
  }
  const statuses = new Set<number>();
  for (let i = 0; i < 61; i++)
    statuses.add((await server.anonymous.raw('/api/openapi.json', { method: 'HEAD' })).status);
  expect(statuses).toContain(429);
});
