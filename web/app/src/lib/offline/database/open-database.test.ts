/**
 * Databases of another version of the app, with the real Dexie on an IndexedDB in memory. A synthetic next version plays both
 * parts: over a database of today it is the app that finds the version before, and today's app finds its database newer.
 */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { databaseName } from '../device/account.ts';
import { append } from '../outbox/event-log.ts';
import { type DeviceDb, openDeviceDb, SCHEMA, type SchemaVersion } from './device-db.ts';
import { LONGEST_HOLD, type OpeningPorts, openDatabase } from './open-database.ts';
import { withRawDb } from './raw-db.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;
const TODAY = SCHEMA.length;
const PARKED = { id: 'p', code: 'not-assigned', reasons: [], parkedAt: 7, event: { envelope: 'AAAA' } };

/** A version that adds an index and a store, and changes rows. */
const NEXT: SchemaVersion = {
  stores: { parked: 'id, code', notes: 'id' },
  upgrade: (old) => old.table('parked').toCollection().modify({ isNext: true }),
};
const NEXT_SCHEMA = [...SCHEMA, NEXT];

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

const version = async () => ((await withRawDb(databaseName(account), (db) => db.version)) ?? 0) / 10;

const ports = (changes: Partial<OpeningPorts> = {}): OpeningPorts => ({
  online: () => true,
  sendFirst: async () => void steps.push(`sent over version ${await version()}`),
  onStep: (step) => void steps.push(step),
  superseded: async () => void steps.push('superseded'),
  cleared: () => void steps.push('cleared'),
  ...changes,
});

async function open(changes: Partial<OpeningPorts> = {}, schema = SCHEMA): Promise<DeviceDb> {
  const result = await openDatabase(account, ports(changes), schema);
  if (!result.ok) throw new Error(result.error);
  opened.push(result.value);
  return result.value;
}

const openNext = (changes: Partial<OpeningPorts> = {}) => open(changes, NEXT_SCHEMA);

/** Leaves a database of today: two pending events, the key, a refused event. Returns the envelopes. */
async function leftByToday(): Promise<string[]> {
  const db = openDeviceDb(account);
  const made = [await append(db, shown), await append(db, shown)];
  await db.table('parked').put(PARKED);
  db.close();
  return made.flatMap((event) => (event.ok ? [event.value.envelope] : []));
}

async function expectMigrated(db: DeviceDb, envelopes: readonly string[]): Promise<void> {
  expect(await version()).toBe(TODAY + 1);
  const rows = await db.events.orderBy('seq').toArray();
  expect(rows.map(({ envelope, sync }) => [envelope, sync.state])).toEqual(envelopes.map((one) => [one, 'pending']));
  expect(await db.parked.toArray()).toEqual([{ ...PARKED, isNext: true }]);
  // The key still signs, and the chain goes on.
  expect(await append(db, shown)).toMatchObject({ ok: true, value: { seq: envelopes.length + 1 } });
}

test('[SYNC-18] pending work is sent before the database of the version before is changed', async () => {
  const envelopes = await leftByToday();
  const db = await openNext();
  expect(steps).toEqual(['sending', `sent over version ${TODAY}`, 'opening', 'opening']);
  await expectMigrated(db, envelopes);
});

test('[SYNC-18] without network pending work is migrated unchanged', async () => {
  const envelopes = await leftByToday();
  const db = await openNext({ online: () => false });
  expect(steps).toEqual(['opening', 'opening']);
  await expectMigrated(db, envelopes);
});

test('a network that does not answer counts as no network', async () => {
  const envelopes = await leftByToday();
  await expectMigrated(await openNext({ sendFirst: () => Promise.reject(new Error('portal')) }), envelopes);
});

test('an app opens its own database, or makes it, without sending first', async () => {
  const sendFirst = vi.fn();
  await open({ sendFirst });
  opened.pop()?.close();
  await open({ sendFirst });
  expect(sendFirst).not.toHaveBeenCalled();
  expect(steps).toEqual([]);
});

test('[SYNC-18] a database of a newer version is refused and left as it is', async () => {
  await leftByToday();
  (await openNext()).close();
  const stores = await withRawDb(databaseName(account), (db) => [...db.objectStoreNames]);
  steps = [];
  expect(await openDatabase(account, ports())).toEqual({ ok: false, error: 'newer-app' });
  expect(steps).toEqual([]);
  expect(await version()).toBe(TODAY + 1);
  expect(await withRawDb(databaseName(account), (db) => [...db.objectStoreNames])).toEqual(stores);
});

test('a migration that throws changes nothing, and the next one succeeds', async () => {
  const envelopes = await leftByToday();
  const failing: SchemaVersion = {
    ...NEXT,
    upgrade: async (old) => {
      await old.table('parked').clear();
      throw new Error('a fault of ours');
    },
  };
  await expect(open({}, [...SCHEMA, failing])).rejects.toThrow();
  expect(steps).toContain(`sent over version ${TODAY}`);
  expect(await version()).toBe(TODAY);
  await expectMigrated(await openNext(), envelopes);
});

/** A newer version changes the database, beside a page of this one that does `superseded`. */
async function overtake(superseded: OpeningPorts['superseded']): Promise<void> {
  await append(await open({ superseded }), shown);
  const newer = openDeviceDb(account, NEXT_SCHEMA);
  await newer.open();
  steps.push('changed');
  newer.close();
}

test('a page of this version saves and closes, and then yields to a newer one', async () => {
  await overtake(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    steps.push('saved');
  });
  expect(steps).toEqual(['saved', 'changed']);
});

test('a page yields even if saving fails or never ends', async () => {
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

test('a page that does not yield is reported, and waited for', async () => {
  const envelopes = await leftByToday();
  const stubborn = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(databaseName(account));
    request.onsuccess = () => resolve(request.result);
  });
  const onStep = (step: string) => {
    steps.push(step);
    if (step === 'blocked') stubborn.close();
  };
  await expectMigrated(await openNext({ onStep }), envelopes);
  expect(steps.slice(-2)).toEqual(['blocked', 'opening']);
});

test('a database that is deleted beneath an open page stays closed: no empty one passes for what was lost', async () => {
  const db = await open();
  await append(db, shown);
  await Dexie.delete(databaseName(account));
  expect(steps).toEqual(['cleared']);
  await expect(db.events.count()).rejects.toThrow();
  expect(await version()).toBe(0);
});
