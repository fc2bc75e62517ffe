import 'fake-indexeddb/auto';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { SyncState } from '@liangma/shared/protocol/documents';
import type { WithDeleted } from 'rxdb/plugins/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta } from './device-db.ts';
import { append } from './event-log.ts';
import { type Local, openLocal } from './local.ts';
import { freshEventsBegin, noteEvents, sendBeyond, sendLost } from './lost-events.ts';
import type { Page } from './replies.ts';
import type { EventRow } from './rows.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;
const ANSWERS: SyncState[] = [
  { state: 'accepted', receipt: 'x', receivedAt: 1 },
  { state: 'rejected', code: 'wrong-state', reasons: [], receivedAt: 1 },
  { state: 'accepted', receipt: 'x', receivedAt: 1 },
  { state: 'pending' },
];
const NONE: ReadonlySet<string> = new Set();

let local: Local;
let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  local = await openLocal(`e${account}`);
  db = openDeviceDb(`e${account}`);
  for (const sync of ANSWERS) {
    const made = await append(local, db, shown);
    if (!made.ok) throw new Error(made.error);
    await (await local.collections.events.findOne(made.value.id).exec())?.incrementalPatch({ sync });
  }
});
afterEach(async () => {
  await local.close();
  db.close();
});

const rows = async () => (await local.collections.events.find({ sort: [{ seq: 'asc' }] }).exec()).map((row) => row);
const states = async () => (await rows()).map(({ sync }) => sync.state);
/** The events with these numbers, as a pull brings them. */
async function page(epoch: string, ...seqs: number[]): Promise<Page<EventRow>> {
  const documents = (await rows()).filter(({ seq }) => seqs.includes(seq)).map((row) => row.toJSON());
  return { documents: documents as unknown as WithDeleted<EventRow>[], checkpoint: {}, epoch };
}

test('[SYNC-3] what a restored server does not know is sent again, refused or accepted; what it knows is not', async () => {
  await freshEventsBegin(db, 'e2');
  await noteEvents(db, await page('e2', 1));
  expect(await sendLost(local, db, NONE)).toBe(2);
  expect(await states()).toEqual(['accepted', 'pending', 'pending', 'pending']);
});

test('the receipt of what was lost is no proof any more; that of what is known stays', async () => {
  const [first, , third] = (await rows()).map(({ id }) => id as string);
  const receipt = { shard: '6206', seq: 1, receivedAt: 1, checkedAt: 1 };
  await db.receipts.bulkPut([first, third].map((id) => ({ id: id ?? '', ...receipt })));
  await freshEventsBegin(db, 'e2');
  await noteEvents(db, await page('e2', 1, 2));
  await sendLost(local, db, NONE);
  expect(await db.receipts.toCollection().primaryKeys()).toEqual([first]);
});

test('a fresh pull that was cut off goes on with what it had heard', async () => {
  await freshEventsBegin(db, 'e2');
  await noteEvents(db, await page('e2', 1, 2));
  await noteEvents(db, await page('e2', 3));
  expect(await sendLost(local, db, NONE)).toBe(0);
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted', 'pending']);
});

test('a second restore on the way begins anew', async () => {
  await freshEventsBegin(db, 'e2');
  await noteEvents(db, await page('e2', 1, 2, 3));
  await freshEventsBegin(db, 'e3');
  await noteEvents(db, await page('e3', 2));
  expect(await sendLost(local, db, NONE)).toBe(2);
  expect(await states()).toEqual(['pending', 'rejected', 'pending', 'pending']);
});

test('a pull that is not afresh loses nothing', async () => {
  await noteEvents(db, await page('e1'));
  expect(await sendLost(local, db, NONE)).toBe(0);
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted', 'pending']);
});

test('[SYNC-20] what lies beyond the end of the chain at the server is sent again, and all of it is pulled once more', async () => {
  const ids = (await rows()).map(({ id }) => id as string);
  const receipt = { shard: '6206', seq: 1, receivedAt: 1, checkedAt: 1 };
  await db.receipts.bulkPut([0, 2].map((i) => ({ id: ids[i] ?? '', ...receipt })));
  const last = { documents: [], checkpoint: { '6204': 3, '6206': 9 }, epoch: 'e1' };
  expect(await sendBeyond(local, db, { ...last, chain: { judged: 3, waiting: 0 } }, NONE)).toBe(0);
  expect(await readMeta(db, 'eventsInDoubt')).toBeUndefined();
  expect(await sendBeyond(local, db, { ...last, chain: { judged: 1, waiting: 0 } }, NONE)).toBe(2);
  expect(await states()).toEqual(['accepted', 'pending', 'pending', 'pending']);
  expect(await db.receipts.toCollection().primaryKeys()).toEqual([ids[0]]);
  expect(await readMeta(db, 'eventsInDoubt')).toEqual(['6204', '6206']);
});

test('[SYNC-20] a server of the version before does not say how far it has come', async () => {
  expect(await sendBeyond(local, db, await page('e1'), NONE)).toBe(0);
});

test('[SYNC-3] [SYNC-20] what was answered while the page was under way is not taken for lost', async () => {
  const [, , third] = (await rows()).map(({ id }) => id as string);
  const last = { documents: [], checkpoint: {}, epoch: 'e2', chain: { judged: 2, waiting: 0 } };
  expect(await sendBeyond(local, db, last, new Set([third ?? '']))).toBe(0);
  await freshEventsBegin(db, 'e2');
  await noteEvents(db, await page('e2', 1, 2));
  expect(await sendLost(local, db, new Set([third ?? '']))).toBe(0);
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted', 'pending']);
});
