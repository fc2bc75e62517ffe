import type { TaskId } from '@liangma/shared/kernel/ids';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { SyncState } from '@liangma/shared/protocol/documents';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { append } from './event-log.ts';
import { requeueAnswered, requeueBeforeWaiting, requeueLost } from './lost-events.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;
const ANSWERS: SyncState[] = [
  { state: 'accepted', receipt: 'x', receivedAt: 1 },
  { state: 'rejected', code: 'wrong-state', reasons: [], receivedAt: 1 },
  { state: 'accepted', receipt: 'x', receivedAt: 1 },
  { state: 'pending' },
];
const NOW = 1_795_000_000_000;
const NONE: ReadonlySet<string> = new Set();

let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`e${account}`);
  for (const sync of ANSWERS) {
    const made = await append(db, shown);
    if (!made.ok) throw new Error(made.error);
    await db.events.update(made.value.id, { sync });
  }
});
afterEach(() => db.close());

const rows = () => db.events.orderBy('seq').toArray();
const checked = { signed: 'x', shard: '6206', seq: 1, receivedAt: 1, checkedAt: 1 };
const receipted = async () => (await rows()).flatMap((row) => (row.checked ? row.id : []));
const states = async () => (await rows()).map(({ sync }) => sync.state);
test("[SYNC-20] events beyond the server's chain end are sent again, and their shards are pulled once more", async () => {
  const ids = (await rows()).map(({ id }) => id as string);
  for (const i of [0, 2]) await db.events.update(ids[i] ?? '', { checked });
  const last = { documents: [], checkpoint: { '6204': 3, '6206': 9 }, epoch: 'e1' };
  expect(await requeueLost(db, { ...last, chain: { judged: 3, waiting: 0 } }, NONE, NOW)).toBe(0);
  expect(await readMeta(db, 'divergentEventShards')).toBeUndefined();
  expect(await requeueLost(db, { ...last, chain: { judged: 1, waiting: 0 } }, NONE, NOW)).toBe(2);
  expect(await states()).toEqual(['accepted', 'pending', 'pending', 'pending']);
  expect(await receipted()).toEqual([ids[0]]);
  expect(await readMeta(db, 'divergentEventShards')).toEqual(['6204', '6206']);
});

test('[SYNC-20] a server of the version before does not say how far it has come', async () => {
  expect(await requeueLost(db, { documents: [], checkpoint: {}, epoch: 'e1' }, NONE, NOW)).toBe(0);
});

test('[SYNC-3] [SYNC-20] an event answered while the page was under way is not taken for lost', async () => {
  const [, , third] = (await rows()).map(({ id }) => id as string);
  const last = { documents: [], checkpoint: {}, epoch: 'e2', chain: { judged: 2, waiting: 0 } };
  expect(await requeueLost(db, last, new Set([third ?? '']), NOW)).toBe(0);
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted', 'pending']);
});

test('[SYNC-3] [SYNC-20] a waiting event is sent again if the server knows of fewer that wait', async () => {
  await db.events
    .orderBy('seq')
    .limit(1)
    .modify({ sync: { state: 'waiting' } });
  const last = { documents: [], checkpoint: {}, epoch: 'e2' };
  expect(await requeueLost(db, { ...last, chain: { judged: 3, waiting: 1 } }, NONE, NOW)).toBe(0);
  expect(await requeueLost(db, { ...last, chain: { judged: 3, waiting: 0 } }, NONE, NOW)).toBe(1);
  expect(await states()).toEqual(['pending', 'rejected', 'accepted', 'pending']);
});

test('[SYNC-20] if sending again does not help, it is tried again a minute later', async () => {
  const last = { documents: [], checkpoint: {}, epoch: 'e1', chain: { judged: 2, waiting: 0 } };
  const again = async (now: number) => {
    await db.events
      .where('seq')
      .equals(3)
      .modify({ sync: { state: 'accepted', receipt: 'x', receivedAt: 1 } });
    return requeueLost(db, last, NONE, now);
  };
  expect([await again(NOW), await again(NOW + 1_000), await again(NOW + MINUTE)]).toEqual([1, 0, 1]);
});

test('[SYNC-20] a barred device sends again the answered events before a waiting one, at most once an hour', async () => {
  const [first, , third, fourth] = (await rows()).map(({ id }) => id as string);
  for (const id of [first, third]) await db.events.update(id ?? '', { checked });
  expect(await requeueBeforeWaiting(db, 2, NOW)).toBe(0);
  await db.events.update(fourth ?? '', { sync: { state: 'waiting' } });
  expect(await requeueBeforeWaiting(db, 2, NOW)).toBe(2);
  expect(await states()).toEqual(['accepted', 'pending', 'pending', 'waiting']);
  expect(await receipted()).toEqual([first]);
  // Pending events are awaited first; events answered as before are not requeued within the hour.
  expect(await requeueBeforeWaiting(db, 2, NOW)).toBe(0);
  for (const [i, { id }] of (await rows()).slice(0, 3).entries()) await db.events.update(id, { sync: ANSWERS[i] });
  expect(await requeueBeforeWaiting(db, 2, NOW + HOUR - 1)).toBe(0);
  expect(await requeueBeforeWaiting(db, 2, NOW + HOUR)).toBe(2);
});

test('[SYNC-20] a barred device learns nothing of a replaced store: it sends all answered events again, once', async () => {
  await requeueAnswered(db, NOW);
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted', 'pending']);
  await writeMeta(db, 'eventsPulled', { shards: {}, epoch: 'e1', version: PROTOCOL_VERSION });
  await requeueAnswered(db, NOW);
  expect(await states()).toEqual(['pending', 'pending', 'pending', 'pending']);
  for (const [i, { id }] of (await rows()).entries()) await db.events.update(id, { sync: ANSWERS[i] });
  await requeueAnswered(db, NOW);
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted', 'pending']);
});
