/** [PHOTO-3] The photos that the server does not have, as a file for the desk beside the handover file. */

import { bytesOf } from '@liangma/shared/photos/photo';
import { photosFitting, writePhotoFileHead, writePhotoHead } from '@liangma/shared/photos/photo-file';
import { UNSENT_PHOTO_STATES } from '@liangma/shared/photos/photo-upload';
import { saveFile } from '#lib/files/save-file.ts';
import { fileName } from '../outbox/handover-file.ts';
import type { Uses } from '../parts.ts';
import type { PhotoRow } from '../rows.ts';
import { bytesOfPhoto } from './photo-rows.ts';
import { photosToSend } from './photos-to-send.ts';

export interface PhotoFile {
  readonly name: string;
  readonly content: Blob;
  readonly photos: readonly PhotoRow[];
  /** Number of photos that did not fit: they go into the next file. */
  readonly left: number;
}

/** Returns undefined if there is none to hand over. Hashes in `given` were in a file before: they come last. */
export async function makePhotoFile(
  { db, actor }: Uses<'db' | 'actor'>,
  now: number,
  given: ReadonlySet<string>,
): Promise<PhotoFile | undefined> {
  // Moves the photos of signed records out of the state of a draft.
  await photosToSend(db);
  const unsent = await db.photos.where('upload.state').anyOf(UNSENT_PHOTO_STATES).sortBy('takenAt');
  const news = unsent.filter(({ hash }) => !given.has(hash));
  const inside = photosFitting(news.length > 0 ? news : unsent);
  const parts: Blob[] = [];
  const photos: PhotoRow[] = [];
  for (const photo of inside) {
    const bytes = await bytesOfPhoto(db, photo);
    if (bytes?.length !== photo.size) continue;
    photos.push(photo);
    // A blob per photo: the browser keeps blobs on disk, so only one photo is in memory.
    parts.push(new Blob([writePhotoHead(photo), bytes]));
  }
  if (photos.length === 0) return undefined;
  const name = fileName(actor.account, now, 'photos');
  const content = new Blob([writePhotoFileHead(photos.length), ...parts]);
  return { name, content, photos, left: Math.max(0, news.length - inside.length) };
}

export interface PhotosExported {
  readonly n: number;
  readonly bytes: number;
  readonly left: number;
}

/** Gives out one file after another; when all were in one, it begins anew. */
export class PhotoExport {
  readonly #device: Uses<'db' | 'actor'>;
  readonly #given = new Set<string>();

  constructor(device: Uses<'db' | 'actor'>) {
    this.#device = device;
  }

  async next(now: number): Promise<PhotosExported> {
    const file = await makePhotoFile(this.#device, now, this.#given);
    if (!file) return { n: 0, bytes: 0, left: 0 };
    saveFile(file.name, file.content);
    for (const { hash } of file.photos) this.#given.add(hash);
    return { n: file.photos.length, bytes: bytesOf(file.photos), left: file.left };
  }
}
