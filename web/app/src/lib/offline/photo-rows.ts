/** Photos on this device: rows, and the one way in which a row changes where it stands. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { Photo } from '@liangma/shared/records/photo';
import { type PhotoStep, type PhotoUpload, stepPhoto, UNSENT_PHOTO_STATES } from '@liangma/shared/records/photo-upload';
import { liveQuery, type Observable } from 'dexie';
import type { DeviceDb } from './device-db.ts';

export interface PhotoRow extends Photo {
  readonly task: TaskId;
  /** A data: address, a few kilobytes; stays when the bytes are gone. */
  readonly thumbnail: string;
  readonly upload: PhotoUpload;
}

/** Beside the row, which is written with every slice. */
export interface PhotoBytesRow {
  readonly task: TaskId;
  readonly hash: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type PhotoKey = Pick<PhotoRow, 'task' | 'hash'>;

const keyOf = ({ task, hash }: PhotoKey): [string, string] => [task, hash];

/** On disk when it resolves. The same picture twice is one photo. Throws what the storage throws: nothing is half there. */
export function addPhoto(db: DeviceDb, row: PhotoRow, bytes: PhotoBytesRow['bytes']): Promise<void> {
  return db.transaction('rw', db.photos, db.photoBytes, async () => {
    if (await db.photos.get(keyOf(row))) return;
    await db.photoBytes.put({ task: row.task, hash: row.hash, bytes });
    await db.photos.put(row);
  });
}

/** Only one that no record names. */
export function removePhoto(db: DeviceDb, key: PhotoKey): Promise<void> {
  return db.transaction('rw', db.photos, db.photoBytes, async () => {
    if ((await db.photos.get(keyOf(key)))?.upload.state !== 'draft') return;
    await db.photos.delete(keyOf(key));
    await db.photoBytes.delete(keyOf(key));
  });
}

/** Oldest first. */
export const photosOfTask = async (db: DeviceDb, task: string): Promise<PhotoRow[]> =>
  (await db.photos.where('task').equals(task).toArray()).sort((a, b) => a.takenAt - b.takenAt);

export const photosOfTask$ = (db: DeviceDb, task: string): Observable<PhotoRow[]> =>
  liveQuery(() => photosOfTask(db, task));

export const bytesOfPhoto = async (db: DeviceDb, key: PhotoKey): Promise<PhotoBytesRow['bytes'] | undefined> =>
  (await db.photoBytes.get(keyOf(key)))?.bytes;

/** With the bytes that are still here: for an export. */
export const photoFiles = async (
  db: DeviceDb,
  task: string,
): Promise<{ photo: PhotoRow; bytes: PhotoBytesRow['bytes'] | undefined }[]> =>
  Promise.all((await photosOfTask(db, task)).map(async (photo) => ({ photo, bytes: await bytesOfPhoto(db, photo) })));

export const countUnsentPhotos = (db: DeviceDb): Promise<number> =>
  db.photos.where('upload.state').anyOf(UNSENT_PHOTO_STATES).count();

/** One step, with the bytes going in the same transaction where it is the last. A step that does not fit changes nothing. */
export function takeStep(db: DeviceDb, key: PhotoKey, step: PhotoStep): Promise<PhotoUpload | undefined> {
  return db.transaction('rw', db.photos, db.photoBytes, async () => {
    const row = await db.photos.get(keyOf(key));
    const next = row ? stepPhoto(row.upload, step) : undefined;
    if (!row || !next?.ok) return row?.upload;
    await db.photos.put({ ...row, upload: next.value });
    if (next.value.state === 'purged') await db.photoBytes.delete(keyOf(key));
    return next.value;
  });
}

/** Of a record that is being filled in; `again` are those that a refused one named, in whose place it stands. */
export const isListed = ({ upload, hash }: PhotoRow, again: ReadonlySet<string>): boolean =>
  upload.state === 'draft' || (upload.state === 'held' && again.has(hash));

/** As the record names them. */
export const listed = (rows: readonly PhotoRow[], again: ReadonlySet<string>): Photo[] =>
  rows
    .filter((row) => isListed(row, again))
    .map(({ hash, size, type, takenAt, item, place }) => ({
      ...{ hash, size, type, takenAt },
      ...(item ? { item } : {}),
      ...(place ? { place } : {}),
    }));
