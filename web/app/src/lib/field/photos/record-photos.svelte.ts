/** The photos of one task on this device, and taking more while its record is filled in: each is on disk at once. */

import type { TaskId } from '@liangma/shared/kernel/ids';
import { bytesOf, MAX_PHOTO_BYTES, MAX_PHOTOS, MAX_RECORD_PHOTO_BYTES, type Photo } from '@liangma/shared/photos/photo';
import { bestEffort } from '@liangma/web-common/best-effort';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import { storageProblemOf } from '#lib/offline/database/storage-problem.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { photosOfRefused } from '#lib/offline/outbox/refused-record.ts';
import {
  addPhoto,
  isListed,
  listed,
  photosOfTask,
  photosOfTask$,
  removePhoto,
} from '#lib/offline/photos/photo-rows.ts';
import { photosToSend } from '#lib/offline/photos/photos-to-send.ts';
import type { PhotoRow } from '#lib/offline/rows.ts';
import type { PhotoTrouble } from '#lib/photos/photo-trouble.ts';
import { encodePhoto } from './encode-photo.ts';

export type PhotoItem = NonNullable<Photo['item']>;

export class RecordPhotos {
  /** Being made smaller and saved. */
  saving = $state(0);
  trouble = $state<PhotoTrouble>();
  readonly device: Device;
  readonly #task: () => TaskId;
  readonly #rows: Live<PhotoRow[]>;
  /** Hashes of those that a refused record named, in whose place the next one stands (SYNC-14). */
  #again = $state.raw<ReadonlySet<string>>(new Set());
  #work: Promise<void> = Promise.resolve();

  /** In a component's initialisation. */
  constructor(device: Device, task: () => TaskId) {
    this.device = device;
    this.#task = task;
    this.#rows = live(() => photosOfTask$(device.db, task()));
    // A photo refused while the form is open is noticed at the next look.
    $effect(() => void bestEffort(this.#lookAgain(), 'the next look may do'));
  }

  /** Oldest first. */
  get rows(): readonly PhotoRow[] {
    return this.#rows.current ?? [];
  }

  get loaded(): boolean {
    return this.#rows.settled;
  }

  /** Photos that a record made now would name. */
  get toBeListed(): readonly PhotoRow[] {
    return this.rows.filter((row) => isListed(row, this.#again));
  }

  of(item: PhotoItem | undefined): PhotoRow[] {
    return this.rows.filter((row) => row.item?.matter === item?.matter && row.item?.item === item?.item);
  }

  /** Saves the files in sequence, in the order they were chosen, because a phone has little memory. */
  take(files: readonly File[], item?: PhotoItem): void {
    this.trouble = undefined;
    this.saving += files.length;
    for (const file of files) {
      this.#work = this.#work.then(() => this.#keep(file, item)).finally(() => this.saving--);
    }
  }

  async remove(row: PhotoRow): Promise<void> {
    await removePhoto(this.device.db, row);
  }

  /** Returns the photos for a record made now, after waiting for those that are still being saved. */
  async toList(): Promise<Photo[]> {
    await this.#work;
    await this.#lookAgain();
    return listed(await photosOfTask(this.device.db, this.#task()), this.#again);
  }

  /** After the record was signed. What is not done here is done before the next upload. */
  async follow(): Promise<void> {
    await photosToSend(this.device.db);
  }

  async #keep(file: File, item: PhotoItem | undefined): Promise<void> {
    try {
      const encoded = await encodePhoto(file);
      if (!encoded.ok) {
        this.trouble = encoded.error;
        return;
      }
      const { bytes, ...photo } = encoded.value;
      if (!(await this.#fits(photo.size))) {
        this.trouble = 'too-many';
        return;
      }
      const takenAt = Math.min(Date.now(), Math.max(0, Math.floor(file.lastModified)));
      const upload = { state: 'draft' } as const;
      const row: PhotoRow = { ...photo, task: this.#task(), takenAt, upload, ...(item ? { item: { ...item } } : {}) };
      await addPhoto(this.device.db, row, bytes);
    } catch (error) {
      console.error(error);
      this.trouble = storageProblemOf(error);
    }
  }

  async #lookAgain(): Promise<void> {
    this.#again = await photosOfRefused(this.device.db, this.#task());
  }

  async #fits(size: number): Promise<boolean> {
    const drafts = listed(await photosOfTask(this.device.db, this.#task()), this.#again);
    const all = bytesOf(drafts) + size;
    return drafts.length < MAX_PHOTOS && size <= MAX_PHOTO_BYTES && all <= MAX_RECORD_PHOTO_BYTES;
  }
}
