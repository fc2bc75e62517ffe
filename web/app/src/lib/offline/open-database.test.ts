/** Databases that another version of the app has left, with the real RxDB and Dexie on an IndexedDB in memory. */
import 'fake-indexeddb/auto';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { databaseName } from './account.ts';
import { asItIs } from './as-it-is.ts';
import { openDeviceDb } from './device-db.ts';
import { append } from './event-log.ts';
import { addCollections, openLocal } from './local.ts';
import { type Databases, type OpeningPorts, openDatabases } from './open-databases.ts';
import { type EventRow, eventRowSchema } from './rows.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;
const CURRENT = openDeviceDb('').verno;
const PARKED = { id: 'p', code: 'not-assigned', reasons: [], parkedAt: 7, event: { envelope: 'AAAA' } };

let account = '';
let count = 0;
let steps: string[];
const opened: Databases[] = [];
beforeEach(() => {
  account = `o${count++}`;
  steps = [];
});
afterEach(async () => {
  for (const { db, local } of opened.splice(0)) {
    await local.close();
    db.close();
  }
});

const version = async () => ((await asItIs(databaseName(account), (db) => db.version)) ?? 0) / 10;

const ports = (changes: Partial<OpeningPorts> = {}): OpeningPorts => ({
  online: () => true,
  sendFirst: async () => void steps.push(`sent over version ${await version()}`),
  told: (step) => void steps.push(step),
  superseded: () => void steps.push('superseded'),
  ...changes,
});

async function open(changes: Partial<OpeningPorts> = {}): Promise<Databases> {
  const result = await openDatabases(account, ports(changes));
  if (!result.ok) throw new Error(result.error);
  opened.push(result.value);
  return result.value;
}

/** What the version before left: two events that were not sent, its key, one refused event. */
async function leftBefore(): Promise<string[]> {
  const [local, db] = [await openLocal(account), openDeviceDb(account)];
  const made = [await append(local, db, shown), await append(local, db, shown)];
  const kept = { keys: await db.keys.toArray(), meta: await db.meta.toArray() };
  await local.close();
  await db.delete();
  const before = new Dexie(databaseName(account));
  before.version(CURRENT - 1).stores({ keys: 'id', meta: 'name', parked: 'id', receipts: 'id, receivedAt' });
  await before.open();
  await before.table('keys').bulkPut(kept.keys);
  await before.table('meta').bulkPut(kept.meta);
  await before.table('parked').put(PARKED);
  before.close();
  return made.flatMap((event) => (event.ok ? [event.value.envelope] : []));
}

async function expectUntouched({ db, local }: Databases, envelopes: readonly string[]): Promise<void> {
  const rows = await local.collections.events.find({ sort: [{ seq: 'asc' }] }).exec();
  expect(rows.map(({ envelope, sync }) => [envelope, sync.state])).toEqual(envelopes.map((one) => [one, 'pending']));
  expect(await db.parked.toArray()).toEqual([PARKED]);
  // The key still signs, and the chain goes on.
  expect(await append(local, db, shown)).toMatchObject({ ok: true, value: { seq: envelopes.length + 1 } });
}

test('[SYNC-18] what waits is sent before the databases of the version before are changed', async () => {
  const envelopes = await leftBefore();
  const databases = await open();
  expect(steps).toEqual(['sending', `sent over version ${CURRENT - 1}`, 'opening', 'opening']);
  expect(await version()).toBe(CURRENT);
  await expectUntouched(databases, envelopes);
});

test('[SYNC-18] without network it goes along as it is', async () => {
  const envelopes = await leftBefore();
  const databases = await open({ online: () => false });
  expect(steps).toEqual(['opening', 'opening']);
  await expectUntouched(databases, envelopes);
});

test('a network that leads nowhere is none', async () => {
  const envelopes = await leftBefore();
  await expectUntouched(await open({ sendFirst: () => Promise.reject(new Error('portal')) }), envelopes);
});

test('its own databases, and none, are opened without a word', async () => {
  const sendFirst = vi.fn();
  await open({ sendFirst });
  const { db, local } = opened.pop() as Databases;
  await local.close();
  db.close();
  await open({ sendFirst });
  expect(sendFirst).not.toHaveBeenCalled();
  expect(steps).toEqual([]);
});

test('[SYNC-18] those of a newer version are left alone', async () => {
  const newer = new Dexie(databaseName(account));
  newer.version(CURRENT + 1).stores({ parked: 'id, code' });
  await newer.open();
  newer.close();
  expect(await openDatabases(account, ports())).toEqual({ ok: false, error: 'newer-app' });
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names.filter((name) => name?.includes(databaseName(account)))).toEqual([databaseName(account)]);
  expect(await version()).toBe(CURRENT + 1);
});

test('a migration that throws changes nothing, and what waited was sent all the same', async () => {
  await leftBefore();
  const failing = new Dexie(databaseName(account));
  failing.version(CURRENT).stores({ parked: 'id, code', exported: 'event' });
  failing.version(CURRENT).upgrade(async (old) => {
    await old.table('parked').clear();
    throw new Error('a fault of ours');
  });
  await expect(failing.open()).rejects.toThrow();
  expect(await version()).toBe(CURRENT - 1);
  await asItIs(databaseName(account), (db) => {
    expect([...db.objectStoreNames]).toEqual(['keys', 'meta', 'parked', 'receipts']);
  });
  const { db } = await open();
  expect(await db.parked.toArray()).toEqual([PARKED]);
});

test('a page of this version lets go of everything when a newer one waits for it', async () => {
  const databases = await open({
    superseded: async () => {
      await databases.local.close();
      steps.push('let go');
      databases.db.close();
    },
  });
  await append(databases.local, databases.db, shown);
  const newer = new Dexie(databaseName(account));
  newer.version(CURRENT + 1).stores({ parked: 'id, code' });
  await newer.open();
  steps.push('changed');
  newer.close();
  expect(steps).toEqual(['let go', 'changed']);
  opened.pop();
});

test('a page that is in the way is told of, and waited for', async () => {
  const envelopes = await leftBefore();
  const stubborn = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(databaseName(account));
    request.onsuccess = () => resolve(request.result);
  });
  const told = (step: string) => {
    steps.push(step);
    if (step === 'blocked') stubborn.close();
  };
  await expectUntouched(await open({ told }), envelopes);
  expect(steps.slice(-2)).toEqual(['blocked', 'opening']);
});

test('a collection whose migration fails keeps every row, and the next version has them', async () => {
  const [local, db] = [await openLocal(account), openDeviceDb(account)];
  const made = [await append(local, db, shown), await append(local, db, shown)];
  await local.collections.events.close();
  const next = (strategy: (row: EventRow) => EventRow) => ({
    events: { schema: { ...eventRowSchema, version: 1 }, migrationStrategies: { 1: strategy } } as never,
  });
  let seen = 0;
  const failing = next((row) => {
    if (++seen === 2) throw new Error('a fault of ours');
    return row;
  });
  await expect(addCollections(local, failing)).rejects.toThrow();
  await local.close();
  const again = await openLocal(account);
  await again.collections.events.close();
  await addCollections(
    again,
    next((row) => row),
  );
  const rows = await again.collections.events.find({ sort: [{ seq: 'asc' }] }).exec();
  expect(rows.map(({ envelope, sync }) => [envelope, sync.state])).toEqual(
    made.map((event) => event.ok && [event.value.envelope, 'pending']),
  );
  opened.push({ db, local: again });
});
