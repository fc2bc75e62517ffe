/** Streams of hints end with the session that opened them, at whichever server, and a session has only so many. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { aDevice } from '@liangma/testing/device';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let app: ReturnType<typeof createApp>;
let readers: ReadableStreamDefaultReader<Uint8Array>[] = [];
beforeEach(async () => {
  server = await startServer();
  app = createApp(server.deps);
  return async () => {
    for (const reader of readers) await reader.cancel();
    readers = [];
    await server.stop();
  };
});
afterEach(() => void vi.useRealTimers());

async function signIn(name: string): Promise<{ cookie: string }> {
  const body = JSON.stringify({ name, password: 'liangma-demo' });
  const headers = { 'content-type': 'application/json' };
  const reply = await app.request('/api/session', { method: 'POST', headers, body });
  return { cookie: (reply.headers.get('set-cookie') ?? '').split(';')[0] as string };
}

/** Collects what arrives on a stream, and whether it has ended. */
function listening(response: Response) {
  const heard = { text: '', isOver: false };
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  readers.push(reader);
  const read = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      heard.isOver = done;
      if (done) return;
      heard.text += Buffer.from(value);
    }
  };
  void read();
  return heard;
}

const listen = async (headers: { cookie: string }) => listening(await app.request('/api/sync/stream', { headers }));
const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

test('signing out ends the streams of that session only', async () => {
  const [desk, other] = [await signIn('lichunmei'), await signIn('lichunmei')];
  const [ends, stays] = [await listen(desk), await listen(other)];
  await app.request('/api/session', { method: 'DELETE', headers: desk });
  await soon();
  expect(ends).toMatchObject({ isOver: true, text: expect.stringContaining('event: end') });
  expect(stays.isOver).toBe(false);
  expect(stays.text).not.toContain('sessions');
  expect((await app.request('/api/sync/stream', { headers: desk })).status).toBe(401);
});

test('[SYNC-9] a revocation ends the streams of the device’s session', async () => {
  const [field, head] = [await signIn('wangjianguo'), await signIn('mayongcheng')];
  const phone = aDevice();
  const json = { 'content-type': 'application/json' };
  const post = (path: string, headers: { cookie: string }, body: object) =>
    app.request(path, { method: 'POST', headers: { ...headers, ...json }, body: JSON.stringify(body) });
  await post('/api/devices', field, { publicKey: phone.publicKey });
  const [stream, another] = [await listen(field), await listen(await signIn('wangjianguo'))];
  expect((await post(`/api/devices/${phone.id}/revoke`, head, { reason: '手机丢失' })).status).toBe(200);
  await soon();
  expect(stream.isOver).toBe(true);
  expect(another.isOver).toBe(false);
});

test('an expired session ends its streams within a few heartbeats, and no hint follows', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const stream = await listen(await signIn('zhangwei'));
  server.clock.at = NINE_O_CLOCK + 12 * HOUR;
  for (let second = 0; second < 150 && !stream.isOver; second++) {
    vi.advanceTimersByTime(1000);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(stream).toMatchObject({ isOver: true, text: expect.stringContaining('event: end') });
});

test('a stream above the limit ends the oldest of its session', async () => {
  const desk = await signIn('lichunmei');
  const streams = [];
  for (let i = 0; i <= server.deps.limits.sessionStreams; i++) streams.push(await listen(desk));
  await soon();
  expect(streams.map(({ isOver }) => isOver)).toEqual([true, ...streams.slice(1).map(() => false)]);
});
