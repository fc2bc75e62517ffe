/** Databases that another version of the app has left, with the real Dexie on an IndexedDB in memory. */
import 'fake-indexeddb/auto';
import { type TaskId, uuidV7 } from '@liangma/shared/kernel/ids';
import { Dexie } from 'dexie';
import { createRxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { databaseName } from './account.ts';
import { asItIs } from './as-it-is.ts';
import { type DeviceDb, openDeviceDb, readMeta, writeMeta } from './device-db.ts';
import { append } from './event-log.ts';
import { countChecked } from './event-rows.ts';
import { LONGEST_HOLD, type OpeningPorts, openDatabase } from './open-database.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;
const CURRENT = openDeviceDb('').verno;
/** The last whose tasks and events lay in databases of RxDB. */
const BEFORE = 7;
const A_TASK = { id: TASK, day: '2026-11-24', from: 1, state: 'issued', rev: 2, data: { nth: 1 } };
const PARKED = { id: 'p', code: 'not-assigned', reasons: [], parkedAt: 7, event: { envelope: 'AAAA' } };

let account = '';
let count = 0;
let steps: string[];
const opened: DeviceDb[] = [];
beforeEach(() => {
  account = `o${count++}`;
  steps = [];
});
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
});

const version = async () => ((await asItIs(databaseName(account), (db) => db.version)) ?? 0) / 10;

const ports = (changes: Partial<OpeningPorts> = {}): OpeningPorts => ({
  online: () => true,
  sendFirst: async () => void steps.push(`sent over version ${await version()}`),
  told: (step) => void steps.push(step),
  superseded: async () => void steps.push('superseded'),
  cleared: () => void steps.push('cleared'),
  ...changes,
});

async function open(changes: Partial<OpeningPorts> = {}): Promise<DeviceDb> {
  const result = await openDatabase(account, ports(changes));
  if (!result.ok) throw new Error(result.error);
  opened.push(result.value);
  return result.value;
}

const text = { type: 'string', maxLength: 40 } as const;
const OLD: RxJsonSchema<{ id: string }> = { version: 0, primaryKey: 'id', type: 'object', properties: { id: text } };

/** The collections of the app before version 8, as RxDB wrote them; of each one row was deleted. */
async function leaveRows(tasks: readonly { id: string }[], events: readonly { id: string }[]): Promise<void> {
  const database = await createRxDatabase({ name: databaseName(account), storage: getRxStorageDexie() });
  const made = await database.addCollections({ tasks: { schema: OLD }, events: { schema: OLD } });
  await made.tasks.bulkInsert([...tasks, { id: 'gone' }]);
  await made.events.bulkInsert([...events, { id: 'gone' }]);
  for (const collection of [made.tasks, made.events]) await collection.bulkRemove(['gone']);
  await database.close();
}

const names = async () =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.includes(databaseName(account)) ? name : []));

/** What the last version with RxDB left: two events that were not sent, its key, one refused event, a receipt. */
const STORES = { keys: 'id', meta: 'name', parked: 'id', receipts: 'id, receivedAt', issued: 'task' };

const RECEIPT = { signed: 'x', shard: '6206', seq: 1, receivedAt: 1, checkedAt: 2 };

async function leftBefore(): Promise<string[]> {
  const db = openDeviceDb(account);
  const made = [await append(db, shown), await append(db, shown)];
  const kept = { keys: await db.keys.toArray(), meta: await db.meta.toArray(), events: await db.events.toArray() };
  await db.delete();
  const before = new Dexie(databaseName(account));
  before.version(BEFORE).stores(STORES);
  await before.open();
  await before.table('keys').bulkPut(kept.keys);
  await before.table('meta').bulkPut(kept.meta);
  await before.table('parked').put(PARKED);
  await before.table('receipts').put({ id: kept.events.find(({ seq }) => seq === 1)?.id, ...RECEIPT });
  before.close();
  await leaveRows([A_TASK], kept.events);
  return made.flatMap((event) => (event.ok ? [event.value.envelope] : []));
}

async function expectUntouched(db: DeviceDb, envelopes: readonly string[]): Promise<void> {
  const rows = await db.events.orderBy('seq').toArray();
  expect(rows.map(({ envelope, sync }) => [envelope, sync.state])).toEqual(envelopes.map((one) => [one, 'pending']));
  expect(await db.tasks.toArray()).toEqual([A_TASK]);
  expect(await db.parked.toArray()).toEqual([PARKED]);
  expect((await names()).filter((name) => /--(tasks|events)$/.test(name))).toEqual([]);
  // The key still signs, and the chain goes on.
  expect(await append(db, shown)).toMatchObject({ ok: true, value: { seq: envelopes.length + 1 } });
}

test('[SYNC-18] what waits is sent before the databases of the version before are changed', async () => {
  const envelopes = await leftBefore();
  const db = await open();
  expect(steps).toEqual(['sending', `sent over version ${BEFORE}`, 'opening', 'opening']);
  expect(await version()).toBe(CURRENT);
  await expectUntouched(db, envelopes);
});

test('[SYNC-18] without network it goes along as it is', async () => {
  const envelopes = await leftBefore();
  const db = await open({ online: () => false });
  expect(steps).toEqual(['opening', 'opening']);
  await expectUntouched(db, envelopes);
});

test('a network that leads nowhere is none', async () => {
  const envelopes = await leftBefore();
  await expectUntouched(await open({ sendFirst: () => Promise.reject(new Error('portal')) }), envelopes);
});

test('its own databases, and none, are opened without a word', async () => {
  const sendFirst = vi.fn();
  await open({ sendFirst });
  opened.pop()?.close();
  await open({ sendFirst });
  expect(sendFirst).not.toHaveBeenCalled();
  expect(steps).toEqual([]);
});

test('[SYNC-18] those of a newer version are left alone', async () => {
  const newer = new Dexie(databaseName(account));
  newer.version(CURRENT + 1).stores({ parked: 'id, code' });
  await newer.open();
  newer.close();
  expect(await openDatabase(account, ports())).toEqual({ ok: false, error: 'newer-app' });
  expect(await names()).toEqual([databaseName(account)]);
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
  expect(await version()).toBe(BEFORE);
  await asItIs(databaseName(account), (db) => {
    expect([...db.objectStoreNames]).toEqual(['issued', 'keys', 'meta', 'parked', 'receipts']);
  });
  const db = await open();
  expect(await db.parked.toArray()).toEqual([PARKED]);
});

/** A newer version changes the databases, beside a page of this one that does `superseded`. */
async function overtake(superseded: OpeningPorts['superseded']): Promise<void> {
  await append(await open({ superseded }), shown);
  const newer = new Dexie(databaseName(account));
  newer.version(CURRENT + 1).stores({ parked: 'id, code' });
  await newer.open();
  steps.push('changed');
  newer.close();
}

test('a page of this version lets go when a newer one waits for it, but saves and closes first', async () => {
  await overtake(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    steps.push('saved');
  });
  expect(steps).toEqual(['saved', 'changed']);
});

test('it lets go as well where it cannot save or close, and where that comes to no end', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await overtake(() => Promise.reject(new Error('the disk is full')));
  account = `${account}-endless`;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await overtake(() => {
    void vi.advanceTimersByTimeAsync(LONGEST_HOLD);
    return new Promise(() => undefined);
  });
  vi.useRealTimers();
  expect(steps).toEqual(['changed', 'changed']);
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

test('[SYNC-18] rows of an app before are taken over once, also where a page was killed on the way', async () => {
  const envelopes = await leftBefore();
  const before = await open();
  // As after a death between the change of the database and the taking over, and after one before the old ones were deleted.
  for (const left of ['there', 'taken'] as const) {
    const events = await before.events.toArray();
    await leaveRows([A_TASK], events);
    if (left === 'there') await Promise.all([before.tasks.clear(), before.events.clear()]);
    await writeMeta(before, 'rowsElsewhere', left);
    opened.pop()?.close();
    const after = await open();
    expect((await after.events.orderBy('seq').toArray()).map(({ envelope }) => envelope)).toEqual(envelopes);
    expect((await names()).filter((name) => /--(tasks|events)$/.test(name))).toEqual([]);
    await before.open();
  }
  before.close();
});

test('a chain whose head stayed one behind goes on after its newest event', async () => {
  const [first] = await leftBefore();
  const before = new Dexie(databaseName(account));
  await before.open();
  await before.table('meta').put({ name: 'head', value: { seq: 1, hash: 'aa' } });
  before.close();
  const db = await open();
  expect(await append(db, shown)).toMatchObject({ ok: true, value: { seq: 3 } });
  expect((await db.events.orderBy('seq').first())?.envelope).toBe(first);
});

test('a receipt goes into the row of its event; the others stay as they are', async () => {
  const db = openDeviceDb(account);
  const made = await append(db, shown);
  if (!made.ok) throw new Error(made.error.toString());
  // More than one batch of the move.
  const rows = Array.from({ length: 1_200 }, (_, i) => ({
    ...made.value,
    id: uuidV7(i, new Uint8Array(10)),
    seq: i + 1,
  }));
  await db.delete();
  const before = new Dexie(databaseName(account));
  before
    .version(8)
    .stores({ events: 'id, seq, at, [task+seq], [sync.state+seq]', receipts: 'id, receivedAt', meta: 'name' });
  await before.table('events').bulkPut(rows);
  const receipted = rows.filter(({ seq }) => seq % 3 > 0);
  await before.table('receipts').bulkPut(receipted.map(({ id, seq }) => ({ id, ...RECEIPT, receivedAt: seq })));
  before.close();
  const after = await open();
  expect(await after.events.orderBy('seq').toArray()).toEqual(
    rows.map((row) => (row.seq % 3 > 0 ? { ...row, checked: { ...RECEIPT, receivedAt: row.seq } } : row)),
  );
  expect(await countChecked(after)).toBe(receipted.length);
  expect(after.tables.map(({ name }) => name)).not.toContain('receipts');
});

test('where the events themselves come from elsewhere, their receipts wait for them', async () => {
  await leftBefore();
  const db = await open();
  expect((await db.events.orderBy('seq').toArray()).map(({ checked }) => checked)).toEqual([RECEIPT, undefined]);
  expect(await readMeta(db, 'receiptsOfThose')).toBeUndefined();
});

test('a code that was cut short before its event was there was never issued', async () => {
  await leftBefore();
  const before = new Dexie(databaseName(account));
  await before.open();
  await before.table('issued').bulkPut([{ task: TASK }, { task: 'cut-short' }]);
  before.close();
  expect(await (await open()).issued.toCollection().primaryKeys()).toEqual([TASK]);
});

test('deleted beneath an open page it stays closed: no empty database passes for what was lost', async () => {
  const db = await open();
  await append(db, shown);
  await Dexie.delete(databaseName(account));
  expect(steps).toEqual(['cleared']);
  await expect(db.events.count()).rejects.toThrow();
  expect(await version()).toBe(0);
});
