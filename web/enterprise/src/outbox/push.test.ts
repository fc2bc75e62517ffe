import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { DEVICE_KEY_HEADER, type SyncState } from '@liangma/shared/protocol/documents';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { claimsAt } from '../../test/office.ts';
import { makeKey, receiptKeys } from '../../test/signing.ts';
import { appendEvent } from './append.ts';
import { createMemoryStore } from './memory-store.ts';
import { type PushResult, push } from './push.ts';
import type { OutboxRecord } from './record.ts';

const NOW = Date.UTC(2026, 10, 24, 2);
const receiptKey = makeKey();
const keys = receiptKeys(receiptKey);
const store = createMemoryStore();
let record: OutboxRecord;
let publicKey: Uint8Array;

beforeAll(async () => {
  const claims = claimsAt(NOW / 1000);
  const random = () => crypto.getRandomValues(new Uint8Array(10));
  record = await appendEvent(store, { type: 'evaluation', claims, text: 'x', data: {} }, NOW, random);
  publicKey = (await store.device()).publicKey;
});

const answering = (status: number, body: unknown, headers = {}): typeof fetch => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return async () => new Response(text, { status, headers });
};
const pushTo = (fetch: typeof globalThis.fetch): Promise<PushResult> =>
  push({ records: [record], publicKey, keys, fetch });
const rowWith = (sync: SyncState) => [{ ...record.document, sync }];

async function receiptFor(envelope: string, signer = receiptKey.signer): Promise<SyncState> {
  const hash = await sha256(fromBase64Url(envelope) as Uint8Array);
  const receipt = toBase64Url(await signReceipt(signer, { hash, shard: '6206', seq: 1, receivedAt: NOW }, sha256));
  return { state: 'accepted', receipt, receivedAt: NOW };
}

describe('one push', () => {
  it('ends if the answer never ends', async () => {
    vi.useFakeTimers();
    const pushed = pushTo(async (_, request) => {
      const body = new ReadableStream({
        start: (stream) => request?.signal?.addEventListener('abort', () => stream.error(new Error('ended'))),
      });
      return new Response(body);
    });
    await vi.advanceTimersByTimeAsync(120_000);
    expect((await pushed).trouble).toBe('no-network');
    vi.useRealTimers();
  });

  it('names its key and carries no cookies', async () => {
    let sent: RequestInit | undefined;
    await pushTo(async (_, request) => {
      sent = request;
      return new Response('[]');
    });
    expect(sent?.credentials).toBe('omit');
    expect(new Headers(sent?.headers).get(DEVICE_KEY_HEADER)).toBe(toBase64Url(publicKey));
    expect(JSON.parse(String(sent?.body))).toEqual([{ newDocumentState: record.document }]);
  });

  it('settles with a receipt for this envelope by a receipt key', async () => {
    const sync = await receiptFor(record.document.envelope);
    const result = await pushTo(answering(200, rowWith(sync)));
    expect([...result.settled]).toEqual([[record.event.id, sync]]);
    expect(result.trouble).toBeUndefined();
  });

  it.each<SyncState>([
    { state: 'waiting' },
    { state: 'rejected', code: 'code-refused', reasons: ['withdrawn'], receivedAt: NOW },
  ])('$state', async (sync) => {
    expect([...(await pushTo(answering(200, rowWith(sync)))).settled]).toEqual([[record.event.id, sync]]);
  });
});

describe('answers that settle nothing', () => {
  const page = '<html>请登录</html>';
  it.each([
    ['a login page with 200', answering(200, page), 'not-our-server'],
    ['JSON of someone else', answering(200, { ok: true }), 'not-our-server'],
    ['an empty answer', answering(200, []), 'not-our-server'],
    ['404', answering(404, page), 'not-our-server'],
    ['426', answering(426, {}), 'too-old'],
    ['429', answering(429, {}), 'busy'],
    ['503', answering(503, page), 'busy'],
    ['400', answering(400, {}), 'server-refused'],
    ['no network', () => Promise.reject(new TypeError('Failed to fetch')), 'no-network'],
  ] as const)('%s', async (_, fetch, trouble) => {
    const result = await pushTo(fetch as typeof globalThis.fetch);
    expect([result.settled.size, result.trouble]).toEqual([0, trouble]);
  });

  it('the row as it was sent', async () => {
    expect((await pushTo(answering(200, rowWith({ state: 'pending' })))).trouble).toBe('not-our-server');
  });

  it('a row of another browser', async () => {
    const other = { ...record.document, id: record.document.id.replace(/.$/, (c) => (c === '0' ? '1' : '0')) };
    const sync: SyncState = { state: 'rejected', code: 'malformed', reasons: [], receivedAt: NOW };
    expect((await pushTo(answering(200, [{ ...other, sync }]))).settled.size).toBe(0);
  });

  it('a receipt for another envelope', async () => {
    const result = await pushTo(answering(200, rowWith(await receiptFor('AAAA'))));
    expect([result.settled.size, result.trouble]).toEqual([0, 'receipt']);
  });

  it('a receipt by a key that is none of ours', async () => {
    const forged = await receiptFor(record.document.envelope, makeKey(receiptKey.kid).signer);
    expect((await pushTo(answering(200, rowWith(forged)))).trouble).toBe('receipt');
  });

  it('returns the wait that the server asks for', async () => {
    expect((await pushTo(answering(429, {}, { 'retry-after': '30' }))).retryAfter).toBe(30_000);
  });
});
