/** The contract of what this browser keeps: every adapter runs it. */
import type { SyncState } from '@liangma/shared/protocol/documents';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimsAt } from '../../test/office.ts';
import { appendEvent } from './append.ts';
import { openIdbStore, SCHEMA, type SchemaStep } from './idb-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { openStore } from './open-store.ts';
import type { OutboxStore } from './store.ts';

const NOW = Date.UTC(2026, 10, 24, 2);
const random = () => crypto.getRandomValues(new Uint8Array(10));
const append = (store: OutboxStore, now = NOW) =>
  appendEvent(store, { type: 'scan', claims: claimsAt(now / 1000), text: 'x', data: {} }, now, random);

beforeEach(async () => {
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name as string);
});

const adapters: [string, boolean, () => Promise<OutboxStore>][] = [
  ['memory', false, async () => createMemoryStore()],
  ['IndexedDB', true, () => openIdbStore()],
];

describe.each(adapters)('%s', (_, lasting, open) => {
  let store: OutboxStore;
  beforeEach(async () => {
    store = await open();
  });

  it('tells whether it lasts', () => expect(store.lasting).toBe(lasting));

  it('makes one key, even when asked at once', async () => {
    const devices = await Promise.all([store.device(), store.device()]);
    expect(devices[0].id).toBe(devices[1].id);
    expect(devices[0]).toMatchObject({ seq: 0, prev: '' });
  });

  it('moves the head only from where it was', async () => {
    const record = await append(store);
    const code = (await store.codes())[0] as NonNullable<Awaited<ReturnType<OutboxStore['codes']>>[0]>;
    const next = { ...record, event: { ...record.event, id: `${record.event.id.slice(0, -1)}x`, seq: 2 } };
    expect(await store.commit(0, next, 'aa', code)).toBe(false);
    expect(await store.commit(1, next, 'aa', code)).toBe(true);
    expect((await store.records()).map(({ event }) => event.seq)).toEqual([1, 2]);
    expect(await store.device()).toMatchObject({ seq: 2, prev: 'aa' });
  });

  it('appends from two tabs one after the other', async () => {
    const other = lasting ? await open() : store;
    await Promise.all([append(store), append(other), append(store), append(other)]);
    expect((await store.records()).map(({ event }) => event.seq)).toEqual([1, 2, 3, 4]);
  });

  it('stores the state of each record', async () => {
    const [first, second] = [await append(store), await append(store)];
    const sync: SyncState = { state: 'rejected', code: 'wrong-state', reasons: [], receivedAt: NOW };
    await store.settle(first.event.id, sync);
    await store.settle('not there', sync);
    expect((await store.records()).map(({ document }) => document.sync)).toEqual([sync, second.document.sync]);
  });

  it('lists the codes, newest first', async () => {
    const [old, fresh] = [await append(store, NOW), await append(store, NOW + 1000)];
    expect((await store.codes()).map(({ task }) => task)).toEqual([fresh.event.task, old.event.task]);
  });
});

/** A synthetic next version, which changes every event. */
const NEXT: SchemaStep = async (_, change) => {
  const events = change.objectStore('events');
  for (const record of await events.getAll()) await events.put({ ...record, isNext: true } as typeof record);
};

describe('[SYNC-18] versions of the schema', () => {
  it('a newer page takes the answers along, beside an older one that yields, and goes on with its chain', async () => {
    const older = await openIdbStore();
    const record = await append(older);
    const newer = await openIdbStore([...SCHEMA, NEXT]);
    expect(await newer.records()).toEqual([{ ...record, isNext: true }]);
    expect(await append(newer)).toMatchObject({ event: { seq: 2, device: record.event.device } });
    await expect(older.records()).rejects.toThrow();
  });

  it('an older page leaves the database of a newer one alone, and keeps answers in memory', async () => {
    const newer = await openIdbStore([...SCHEMA, NEXT]);
    const record = await append(newer);
    const store = await openStore();
    expect(store.lasting).toBe(false);
    expect(await store.records()).toEqual([]);
    expect(await newer.records()).toEqual([record]);
  });
});

it('goes on after the browser has ended the connection', async () => {
  const store = await openIdbStore();
  const before = await append(store);
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase('liangma-c');
    request.onsuccess = resolve;
  });
  const after = await append(store);
  expect(after.event.device).not.toBe(before.event.device);
  expect(await store.records()).toEqual([after]);
});
