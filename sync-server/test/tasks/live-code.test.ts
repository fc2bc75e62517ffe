/** Live codes over the API: who is told the seed, and what the server makes of a live text in a scan. */

import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { verifyCode } from '@liangma/shared/task-code/verify';
import type { IssuedTask, Task } from '@liangma/shared/tasks/task';
import { aDevice, pushBody } from '@liangma/testing/device';
import { storedEvent } from '@liangma/testing/stored-events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256, verifySignature } from '../../../shared/test/keys.ts';
import { createApp } from '../../src/app.ts';
import { decide } from '../../src/tasks/decisions.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

const BEGIN = NINE_O_CLOCK + HOUR;
const SEED = Uint8Array.from({ length: 12 }, (_, i) => 11 * i + 3);

let server: TestServer;
let [clerk, head, inspector] = [] as unknown as [Client, Client, Client];
let task: IssuedTask;

beforeAll(async () => {
  server = await startServer();
  [clerk, head, inspector] = (await Promise.all(
    ['lichunmei', 'mayongcheng', 'wangjianguo'].map((name) => server.as(name)),
  )) as [Client, Client, Client];
  task = await issue();
});
afterAll(() => server.stop());

/** Approved with the seed above: what else is drawn stays random. */
async function issue(): Promise<IssuedTask> {
  const applied = (await clerk.post('/api/tasks', { application: await applicationFor(clerk) })).body.task as Task;
  const random = { bytes: (n: number) => (n === SEED.length ? SEED : server.deps.random.bytes(n)) };
  const { actor } = (await head.get('/api/session')).body;
  const decided = await decide({ ...server.deps, random }, actor, applied.id, applied.rev, { type: 'approve' });
  if (!decided.ok || decided.value.state !== 'issued') throw new Error(`not approved: ${JSON.stringify(decided)}`);
  return decided.value;
}

const judge = async (text: string, now: number) =>
  verifyCode(text, {
    ...(await server.deps.trust.opened()),
    now,
    verifySignature,
    sha256,
    granted: resolveGranted(async () => undefined),
  });
const windowOf = ({ window }: Task) => ({ notBefore: window.from / 1000, expires: window.to / 1000 });

async function shownAt(at: number): Promise<string> {
  const { code } = await liveOf(inspector);
  const { claims } = await judge(code, at);
  if (!claims) throw new Error('the code holds');
  return liveText(code, claims, SEED, Math.floor(at / 1000), sha256);
}

const liveOf = async (client: Client): Promise<{ code: string; seed: string }> => {
  const { documents } = (await client.get('/api/sync/tasks/pull')).body;
  return documents.find(({ id }: { id: string }) => id === task.id).live;
};

test('an approval signs two codes: one to print, and one that needs the links of a fresh seed', async () => {
  const printed = await judge(task.code, BEGIN + MINUTE);
  expect([printed.verdict, printed.presence, printed.claims?.anchor]).toEqual(['genuine', 'printed', undefined]);
  const bare = await judge((await liveOf(inspector)).code, BEGIN + MINUTE);
  expect([bare.verdict, bare.reasons]).toEqual(['refuse', ['copied']]);
  expect(bare.claims).toEqual({ ...printed.claims, anchor: await anchorOf(SEED, windowOf(task), sha256) });
  expect(await judge(await shownAt(BEGIN + MINUTE), BEGIN + MINUTE)).toMatchObject({ presence: 'live', reasons: [] });
});

test('only the devices of both officers get seed and live code', async () => {
  const second = await server.as('zhuoma');
  for (const client of [inspector, second]) {
    expect(fromBase64Url((await liveOf(client)).seed)).toEqual(SEED);
  }
  const supervisor = await server.as('zhangwei');
  expect((await clerk.get('/api/sync/tasks/pull')).status).toBe(403);
  const replies = await Promise.all([
    ...[clerk, head, inspector, supervisor].map((client) => client.get(`/api/tasks/${task.id}`)),
    clerk.get('/api/lists/tasks'),
    supervisor.get(`/api/tasks/${task.id}/trace`),
  ]);
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  const seed = Buffer.from(SEED);
  const { code } = await liveOf(inspector);
  for (const { body } of replies) {
    const text = JSON.stringify(body);
    for (const form of [seed.toString('base64url'), seed.toString('hex'), code]) expect(text).not.toContain(form);
  }
});

/** Pushed while the server's clock stands still: what happened without network arrives when it arrives. */
async function scan(data: object, at: number) {
  const browser = aDevice();
  const event = await browser.event('scan', task.id, { verdict: 'genuine', channel: 'camera', ...data }, at);
  const key = { 'x-liangma-device-key': browser.publicKey };
  const [row] = (await server.anonymous.post('/api/sync/events/push', pushBody(event), key)).body;
  const kept = await server.deps.store.read((tx) => storedEvent(tx, event.id as string));
  return { state: row.sync.state, alerts: kept?.alerts ?? [] };
}

describe('a scan of the live code', () => {
  const SHOWN = BEGIN + 20 * MINUTE;
  beforeAll(() => {
    server.clock.at = SHOWN + 15 * MINUTE;
  });

  test.each([
    ['answered at once', {}, 0, []],
    ['answered when it had been read for ten minutes', { seenAt: SHOWN + 20_000 }, 10 * MINUTE, []],
    ['[SHOW-2] seen five minutes after it was shown', { seenAt: SHOWN + 5 * MINUTE }, 6 * MINUTE, ['code-copied']],
    ['[SHOW-2] by a page that does not say when', {}, 5 * MINUTE, ['code-copied']],
    ['[SYNC-11] by a phone whose clock is behind', {}, -5 * MINUTE, ['clock-off']],
    ['[SYNC-11] by a phone two hours ahead', { seenAt: SHOWN + 2 * HOUR }, 2 * HOUR, ['clock-off']],
  ])('%s is accepted', async (_, data, after, alerts) => {
    expect(await scan({ code: await shownAt(SHOWN), ...data }, SHOWN + after)).toEqual({ state: 'accepted', alerts });
  });

  test('a live part of another code is rejected', async () => {
    const [link, other] = [await shownAt(SHOWN), await shownAt(SHOWN + MINUTE)];
    const code = link.slice(0, -20) + other.slice(-20);
    expect(await scan({ code }, SHOWN)).toEqual({ state: 'rejected', alerts: [] });
  });
});

test('only a text other than a stored code of ours is verified again', async () => {
  const verified: number[] = [];
  const verify: VerifySignature = (alg, key, message, signature) => {
    verified.push(message.length);
    return server.deps.signatures.verify(alg, key, message, signature);
  };
  const app = createApp({ ...server.deps, signatures: { ...server.deps.signatures, verify } });
  const push = async (code: string, at: number) => {
    verified.length = 0;
    const browser = aDevice();
    const event = await browser.event('scan', task.id, { code, verdict: 'genuine', channel: 'camera' }, at);
    const headers = { 'content-type': 'application/json', 'x-liangma-device-key': browser.publicKey };
    const body = JSON.stringify(pushBody(event));
    const answer = await app.request('/api/sync/events/push', { method: 'POST', headers, body });
    const [row] = (await answer.json()) as [{ sync: { state: string } }];
    return { state: row.sync.state, verified: verified.length };
  };
  const live = await shownAt(BEGIN + MINUTE);
  const last = (text: string) => text.slice(0, -1) + ((Number(text.at(-1)) + 1) % 10);
  server.clock.at = BEGIN + 10 * MINUTE;
  expect(await push(task.code, BEGIN + MINUTE)).toEqual({ state: 'accepted', verified: 1 });
  expect(await push(live, BEGIN + MINUTE)).toEqual({ state: 'accepted', verified: 1 });
  expect(await push(last(task.code), BEGIN + MINUTE)).toEqual({ state: 'rejected', verified: 2 });
});
