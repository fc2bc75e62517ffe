/**
 * State of the photos as it follows from the event log. The record is written first and its photos follow here, so that a page
 * killed in between leaves nothing undecided.
 */

import { Dexie } from 'dexie';
import type { DeviceDb } from '../database/device-db.ts';
import { readEvent } from '../outbox/event-rows.ts';
import type { EventRow, PhotoRow } from '../rows.ts';
import { takeStep } from './photo-rows.ts';

/** Updates photos in the states of draft, waiting and held. Returns the photos whose turn has come, oldest first. */
export async function photosToSend(db: DeviceDb): Promise<PhotoRow[]> {
  const rows = await db.photos.where('upload.state').notEqual('purged').toArray();
  const records = await recordsOf(db, [...new Set(rows.map(({ task }) => task))]);
  const ready: PhotoRow[] = [];
  for (const row of rows) {
    const record = records.get(`${row.task} ${row.hash}`);
    const upload = record ? await stand(db, row, record) : row.upload;
    const accepted = record === 'accepted' && upload?.state === 'waiting';
    if (upload && (accepted || upload.state === 'uploading' || upload.state === 'received'))
      ready.push({ ...row, upload });
  }
  return ready.sort((a, b) => a.takenAt - b.takenAt);
}

type Sync = EventRow['sync']['state'];

function stand(db: DeviceDb, row: PhotoRow, record: Sync): Promise<PhotoRow['upload'] | undefined> {
  return takeStep(db, row, { type: record === 'rejected' ? 'record-refused' : 'signed' });
}

/** Returns the state of the record that names a photo, by task and hash. */
async function recordsOf(db: DeviceDb, tasks: readonly string[]): Promise<Map<string, Sync>> {
  const named = new Map<string, Sync>();
  // In the order of the chain, because the latest record that names a photo counts.
  const ofTasks = tasks.map(
    (task) =>
      [
        [task, Dexie.minKey],
        [task, Dexie.maxKey],
      ] as [unknown[], unknown[]],
  );
  for (const row of await db.events.where('[task+seq]').inAnyRange(ofTasks).toArray()) {
    if (row.type !== 'record-submitted') continue;
    const event = readEvent(row);
    if (event?.type !== 'record-submitted') continue;
    for (const { hash } of event.data.photos ?? []) named.set(`${row.task} ${hash}`, row.sync.state);
  }
  return named;
}
