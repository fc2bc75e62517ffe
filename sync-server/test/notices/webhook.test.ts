/** The gateway for messages over HTTP. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MINUTE } from '@liangma/shared/kernel/instant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signatureOf } from '../../src/adapters/notify/signature.ts';
import { webhookNotifier } from '../../src/adapters/notify/webhook-notifier.ts';
import type { Outgoing } from '../../src/ports/notifier.ts';

const AT = Date.UTC(2026, 10, 24, 1);
const SECRET = 's'.repeat(32);
let http: Server;
let url = '';
let status = 200;
const got: { headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  http = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(status, status === 302 ? { location: 'http://localhost:1/' } : {}).end('sms-7');
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/messages`;
});
afterAll(
  () =>
    new Promise((resolve) => {
      http.close(resolve);
    }),
);

const message: Outgoing = {
  id: 'm1',
  channel: 'sms',
  recipient: { kind: 'contact', name: '李老板', phone: '13800138000' },
  template: 'inspection-notice',
  values: {},
  text: '…',
};
const notifier = (allowPrivate = true, to = url) =>
  webhookNotifier({ url: to, secret: SECRET, allowPrivate, patience: 2000 }, () => AT);

test('the body is signed with its time, and the id is the idempotency key', async () => {
  expect(await notifier().send(message)).toEqual({ ok: true, receipt: 'sms-7' });
  const { headers, body } = got[0] as (typeof got)[number];
  expect(headers['idempotency-key']).toBe('m1');
  expect(headers['x-liangma-signature']).toBe(signatureOf(SECRET, AT, body));
  const signed = { at: AT, body, signature: signatureOf(SECRET, AT, body) };
  expect(notifier().isReceipt(signed)).toBe(true);
  expect(notifier().isReceipt({ ...signed, at: AT + MINUTE })).toBe(false);
});

test.each([
  [409, { ok: true }],
  [400, { ok: false, final: true }],
  [429, { ok: false, final: false }],
  [503, { ok: false, final: false }],
  [302, { ok: false, final: false }],
] as const)('an answer %s is %j', async (answer, expected) => {
  status = answer;
  expect(await notifier().send(message)).toMatchObject(expected);
});

test.each([
  'http://localhost:9',
  'http://127.0.0.1',
  'http://[::1]',
  'http://10.1.2.3',
  'http://169.254.169.254',
  'http://[::ffff:127.0.0.1]',
])('%s is not asked unless private addresses are allowed', async (address) => {
  const sent = await notifier(false, address).send(message);
  expect(sent.ok ? '' : sent.error).toContain('private network');
});
