/** The real RxDB and Dexie, on an IndexedDB in memory. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { InspectionRecord } from '@liangma/shared/records/record';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import { append } from '../outbox/event-log.ts';
import { park, refusedOf } from '../outbox/parked.ts';
import { photosOfRefused } from '../outbox/refused-record.ts';
import type { EventRow, PhotoRow } from '../rows.ts';
import { addPhoto, countUnsentPhotos, listed, photoFiles, photosOfTask } from './photo-rows.ts';
import { photosToSend } from './photos-to-send.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const aRow = (n: number): PhotoRow => ({
  task: TASK,
  hash: `${n}`.repeat(64),
  size: 3,
  type: 'image/jpeg',
  takenAt: n,
  thumbnail: '',
  upload: { state: 'draft' },
});

let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`standing${account}`);
  for (const n of [2, 1]) await addPhoto(db, aRow(n), Uint8Array.of(1, 2, 3));
});
afterEach(() => db.close());

async function submit(photos: InspectionRecord['photos']): Promise<void> {
  const data: InspectionRecord = {
    startedAt: 0,
    endedAt: 1,
    items: [],
    outcome: 'no-problem',
    correctBy: null,
    personPresent: '',
    opinion: '',
    photos: photos ?? [],
  };
  const made = await append(db, { type: 'record-submitted', task: TASK, taskRev: 1, data });
  expect(made.ok).toBe(true);
}

async function answer(sync: object): Promise<void> {
  await db.events.toCollection().modify({ sync: sync as EventRow['sync'] });
}

const NONE: ReadonlySet<string> = new Set();
const states = async () => (await photosOfTask(db, TASK)).map(({ upload }) => upload.state);
const toSend = async () => (await photosToSend(db)).map(({ hash }) => hash[0]);

test('photos wait while their record is pending and are sent after it is accepted, oldest first', async () => {
  expect([await toSend(), await states(), await countUnsentPhotos(db)]).toEqual([[], ['draft', 'draft'], 0]);
  await submit(listed(await photosOfTask(db, TASK), NONE));
  expect([await toSend(), await states(), await countUnsentPhotos(db)]).toEqual([[], ['waiting', 'waiting'], 2]);
  await answer({ state: 'accepted', receipt: 'AA', receivedAt: 5 });
  expect(await toSend()).toEqual(['1', '2']);
});

test('a draft photo that the record does not name stays a draft', async () => {
  await submit(listed([aRow(1)], NONE));
  await answer({ state: 'accepted', receipt: 'AA', receivedAt: 5 });
  expect([await toSend(), await states()]).toEqual([['1'], ['waiting', 'draft']]);
});

test('photos of a refused record stay on the device, can be exported, and follow when it is sent once more', async () => {
  await submit(listed(await photosOfTask(db, TASK), NONE));
  await answer({ state: 'rejected', code: 'wrong-state', reasons: [], receivedAt: 5 });
  expect([await toSend(), await states(), await countUnsentPhotos(db)]).toEqual([[], ['held', 'held'], 0]);
  expect((await photoFiles(db, TASK)).map(({ bytes }) => bytes?.length)).toEqual([3, 3]);
  await answer({ state: 'pending' });
  expect([await toSend(), await states()]).toEqual([[], ['waiting', 'waiting']]);
});

test('[SYNC-14] photos of a refused record go with the one that takes its place', async () => {
  await submit(listed(await photosOfTask(db, TASK), NONE));
  await answer({ state: 'rejected', code: 'wrong-state', reasons: [], receivedAt: 5 });
  const refused = (await db.events.toCollection().first()) as EventRow;
  await park(db, refusedOf([refused], 5));
  await toSend();
  const again = await photosOfRefused(db, TASK);
  const photos = listed(await photosOfTask(db, TASK), again);
  expect(photos.map(({ hash }) => hash[0])).toEqual(['1', '2']);
  await submit(photos);
  expect([await toSend(), await states()]).toEqual([[], ['waiting', 'waiting']]);
});
