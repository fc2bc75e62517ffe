import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { openEvent } from '@liangma/shared/protocol/envelope';
import { eventSchema } from '@liangma/shared/protocol/event';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { claimsAt } from '../../test/office.ts';
import { appendEvent, type Happening } from './append.ts';
import { createMemoryStore } from './memory-store.ts';
import type { OutboxRecord } from './record.ts';
import type { OutboxStore } from './store.ts';

const NOW = Date.UTC(2026, 10, 24, 2);
const claims = claimsAt(NOW / 1000);
const scan: Happening = {
  type: 'scan',
  claims,
  text: 'https://example.gov.cn/c#1',
  data: { code: 'https://example.gov.cn/c#1', verdict: 'genuine', channel: 'link' },
};
const random = () => crypto.getRandomValues(new Uint8Array(10));
const append = (store: OutboxStore) => appendEvent(store, scan, NOW, random);
const envelopeOf = ({ document }: OutboxRecord) => fromBase64Url(document.envelope) as Uint8Array;
const hashOf = async (record: OutboxRecord) => toHex(await sha256(envelopeOf(record)));

describe('an event of this browser', () => {
  it('is signed by its key and is what the server reads', async () => {
    const store = createMemoryStore();
    const record = await append(store);
    const { publicKey } = await store.device();
    const opened = await openEvent(envelopeOf(record), publicKey, verifySignature);
    expect(opened.ok && v.parse(eventSchema, opened.value)).toEqual(record.event);
    expect(record.document.sync).toEqual({ state: 'pending' });
  });

  it('follows the one before it', async () => {
    const store = createMemoryStore();
    const first = await append(store);
    const second = await append(store);
    expect([first.event.seq, first.event.prev]).toEqual([1, '']);
    expect([second.event.seq, second.event.prev]).toEqual([2, await hashOf(first)]);
  });

  it('two tabs at once do not fork the chain', async () => {
    const store = createMemoryStore();
    await Promise.all(Array.from({ length: 8 }, () => append(store)));
    const records = await store.records();
    expect(records.map(({ event }) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [i, { event }] of records.entries()) {
      const before = records[i - 1];
      expect(event.prev).toBe(before ? await hashOf(before) : '');
    }
  });

  it('stores its code', async () => {
    const store = createMemoryStore();
    await append(store);
    expect((await store.codes()).map(({ task, text }) => [task, text])).toEqual([[claims.task, scan.text]]);
  });

  it('fails if nothing can be stored', async () => {
    const full: OutboxStore = { ...createMemoryStore(), commit: () => Promise.reject(new Error('quota')) };
    await expect(append(full)).rejects.toThrow('quota');
  });
});
