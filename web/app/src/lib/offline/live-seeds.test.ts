import 'fake-indexeddb/auto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { Dexie } from 'dexie';
import { firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseName } from './account.ts';
import { type DeviceDb, openDeviceDb, readMeta, writeMeta } from './device-db.ts';
import { keepSeeds, liveSeed$ } from './live-seeds.ts';
import type { TaskRow } from './rows.ts';
import { keptSkew } from './skew.ts';

const task = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const SEED = Uint8Array.from({ length: 12 }, (_, i) => i);
const row = (n: number, liveSeed?: string, _deleted = false) => ({
  ...{ id: task(n), day: '2026-11-24', from: 0, state: 'issued', rev: 1, data: {} as TaskRow['data'], _deleted },
  ...(liveSeed === undefined ? {} : { liveSeed }),
});
const page = (...documents: ReturnType<typeof row>[]) => ({ documents, checkpoint: {}, epoch: 'e' });
const seedOf = (n: number) => firstValueFrom(liveSeed$(db, task(n)));

let db: DeviceDb;
let account = 0;
beforeEach(() => {
  account++;
  db = openDeviceDb(`s${account}`);
});
afterEach(() => db.close());

test('a seed is kept beside its task, and the row that goes on does not hold it', async () => {
  const kept = await keepSeeds(db, page(row(1, toBase64Url(SEED)), row(2)));
  expect(kept).toEqual(page(row(1), row(2)));
  expect([await seedOf(1), await seedOf(2)]).toEqual([SEED, null]);
});

test('a task that comes again without a seed, or leaves, has none any more', async () => {
  await keepSeeds(db, page(row(1, toBase64Url(SEED)), row(2, toBase64Url(SEED))));
  await keepSeeds(db, page(row(1), row(2, toBase64Url(SEED), true)));
  expect([await seedOf(1), await seedOf(2)]).toEqual([null, null]);
});

test('a database from before live codes asks for the seeds of what it has pulled; a fresh one does not', async () => {
  await db.open();
  expect(await readMeta(db, 'seedsMissing')).toBeUndefined();
  const old = new Dexie(databaseName('from-before'));
  old.version(1).stores({ meta: 'name', held: 'task' });
  await old.open();
  await old.table('held').put({ task: task(1) });
  old.close();
  const opened = openDeviceDb('from-before');
  expect(await readMeta(opened, 'seedsMissing')).toBe(true);
  expect(await opened.held.count()).toBe(1);
  await keepSeeds(opened, page(row(1, toBase64Url(SEED))));
  expect(await readMeta(opened, 'seedsMissing')).toBeUndefined();
  opened.close();
});

test.each([
  ['two minutes after the contact', 1_120_000, 400_000],
  ['before it: the clock was put back', 999_999, 0],
])('the skew of the last contact, %s', async (_, now, skew) => {
  await writeMeta(db, 'skew', 400_000);
  await writeMeta(db, 'lastSync', 1_000_000);
  expect(await keptSkew(db, now)).toBe(skew);
});
