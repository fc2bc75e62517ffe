import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import type { EventDocument, SyncState } from '@liangma/shared/protocol/documents';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { beforeEach, expect, it } from 'vitest';
import { claimsAt } from '../../test/office.ts';
import { makeKey, receiptKeys } from '../../test/signing.ts';
import { appendEvent } from './append.ts';
import { createMemoryStore } from './memory-store.ts';
import { hasReached, sendAll } from './round.ts';
import type { OutboxStore } from './store.ts';
import { toSend } from './to-send.ts';

const NOW = Date.UTC(2026, 10, 24, 2);
const claims = claimsAt(NOW / 1000);
const receiptKey = makeKey();
const keys = receiptKeys(receiptKey);

/** The numbers of the events of each request, in the order in which they came. */
let requests: number[][];
let store: OutboxStore;

beforeEach(async () => {
  requests = [];
  store = createMemoryStore();
  const random = () => crypto.getRandomValues(new Uint8Array(10));
  for (let n = 0; n < 230; n++) {
    await appendEvent(store, { type: 'evaluation', claims, text: 'x', data: {} }, NOW + n, random);
  }
});

async function accepted({ envelope }: EventDocument): Promise<SyncState> {
  const hash = await sha256(fromBase64Url(envelope) as Uint8Array);
  const receipt = await signReceipt(receiptKey.signer, { hash, shard: '6206', seq: 1, receivedAt: NOW }, sha256);
  return { state: 'accepted', receipt: toBase64Url(receipt), receivedAt: NOW };
}

type Judge = (document: EventDocument) => Promise<SyncState>;

/** A round against a server that judges so, or does not answer the nth request. */
async function round(judge: Judge, silentAt?: number, by = keys) {
  const fetch: typeof globalThis.fetch = async (_, request) => {
    const rows = JSON.parse(String(request?.body)) as { newDocumentState: EventDocument }[];
    requests.push(rows.map(({ newDocumentState }) => newDocumentState.seq));
    if (requests.length === silentAt) throw new TypeError('Failed to fetch');
    const answer = rows.map(async ({ newDocumentState: row }) => ({ ...row, sync: await judge(row) }));
    return Response.json(await Promise.all(answer));
  };
  return sendAll(store, { records: toSend(await store.records()), keys: by, fetch });
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const waiting = async () => toSend(await store.records()).map(({ event }) => event.seq);

it('sends everything in one round, in order', async () => {
  expect(await round(accepted)).toEqual({ settled: 230, trouble: undefined, retryAfter: 0 });
  expect(requests).toEqual([numbers(1, 100), numbers(101, 200), numbers(201, 230)]);
  expect(await waiting()).toEqual([]);
});

it('ends where the link breaks, and goes on from there', async () => {
  expect(await round(accepted, 2)).toEqual({ settled: 100, trouble: 'no-network', retryAfter: 0 });
  expect(await waiting()).toEqual(numbers(101, 230));
  await round(accepted);
  expect(requests.slice(2)).toEqual([numbers(101, 200), numbers(201, 230)]);
});

it('continues past receipts that fail their check', async () => {
  const forged: Judge = async (row) =>
    row.seq <= 100 ? { state: 'accepted', receipt: 'AAAA', receivedAt: NOW } : accepted(row);
  expect(await round(forged)).toEqual({ settled: 130, trouble: 'receipt', retryAfter: 0 });
  expect(await waiting()).toEqual(numbers(1, 100));
});

it('continues past an event that waits for an earlier one', async () => {
  await round(async (row) => (row.seq <= 100 ? { state: 'waiting' } : accepted(row)));
  expect(requests.map((seqs) => seqs[0])).toEqual([1, 101, 201]);
  expect(await waiting()).toEqual(numbers(1, 100));
});

it('reaches the server that signs with a newer key, and settles under newer keys', async () => {
  const older: KeySet = { ...keys, keys: keys.keys.map((key) => ({ ...key, kid: new Uint8Array(4) })) };
  const first = await round(accepted, undefined, older);
  expect(first).toEqual({ settled: 0, trouble: 'receipt', retryAfter: 0 });
  expect(hasReached(first)).toBe(true);
  expect((await round(accepted)).settled).toBe(230);
});

it('does not reach the server without an answer', async () => {
  expect(hasReached(await round(accepted, 1))).toBe(false);
});
