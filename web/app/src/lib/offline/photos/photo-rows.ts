/** Photos on this device, and the one function that changes the state of a photo. */
import type { Photo } from '@liangma/shared/photos/photo';
import { type PhotoStep, type PhotoUpload, stepPhoto, UNSENT_PHOTO_STATES } from '@liangma/shared/photos/photo-upload';
import { liveQuery, type Observable } from 'dexie';
import type { DeviceDb } from '../database/device-db.ts';
import type { PhotoBytesRow, PhotoRow } from '../rows.ts';

export type PhotoKey = Pick<PhotoRow, 'task' | 'hash'>;

const keyOf = ({ task, hash }: PhotoKey): [string, string] => [task, hash];

/** The photo is on disk when this resolves. The same picture twice is one photo. Throws what the storage throws. */
export function addPhoto(db: DeviceDb, row: PhotoRow, bytes: PhotoBytesRow['bytes']): Promise<void> {
  return db.transaction('rw', db.photos, db.photoBytes, async () => {
    if (await db.photos.get(keyOf(row))) return;
    await db.photoBytes.put({ task: row.task, hash: row.hash, bytes });
    await db.photos.put(row);
  });
}

/** Removes a photo only while no record names it. */
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

/** Returns the photos with the bytes that are still here, for an export. */
export const photoFiles = async (
  db: DeviceDb,
  task: string,
): Promise<{ photo: PhotoRow; bytes: PhotoBytesRow['bytes'] | undefined }[]> =>
  Promise.all((await photosOfTask(db, task)).map(async (photo) => ({ photo, bytes: await bytesOfPhoto(db, photo) })));

export const countUnsentPhotos = (db: DeviceDb): Promise<number> =>
  db.photos.where('upload.state').anyOf(UNSENT_PHOTO_STATES).count();

/** Takes one step. The last one deletes the bytes in the same transaction. An invalid step changes nothing. */
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

/** True for photos of the record being filled in; `again`: hashes of the refused record that it replaces. */
export const isListed = ({ upload, hash }: PhotoRow, again: ReadonlySet<string>): boolean =>
  upload.state === 'draft' || (upload.state === 'held' && again.has(hash));

/** Returns the photos as the record names them. */
export const listed = (rows: readonly PhotoRow[], again: ReadonlySet<string>): Photo[] =>
  rows
    .filter((row) => isListed(row, again))
    .map(({ hash, size, type, takenAt, item, place }) => ({
      hash,
      size,
      type,
      takenAt,
      ...(item ? { item } : {}),
      ...(place ? { place } : {}),
    }));
