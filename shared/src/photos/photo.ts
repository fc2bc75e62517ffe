/**
 * 现场照片, as the record names them: by the hash of their bytes, so that the signature of the record covers what the
 * pictures show although they travel later and by another way. Never required (APP-1); without a place of its own
 * accord: positions in the file are gone before it is hashed, and `place` is what a person wrote.
 */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';
import { matterIdSchema } from '../matters/matter.ts';

/** Limit of a photo after the device has made it smaller. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;
export const MAX_PHOTOS = 30;
/** Limit of all photos of a record: a county's link carries as much in an evening. */
export const MAX_RECORD_PHOTO_BYTES = 40 * 1024 * 1024;

export const PHOTO_TYPES = ['image/jpeg', 'image/webp'] as const;

export type PhotoType = (typeof PHOTO_TYPES)[number];

/** Returns whether the first bytes are those of a file of this type (JPEG: ISO 10918-1 B.1.1.3; WebP: RFC 9649 §2.4). */
export function startsAs(type: PhotoType, head: Uint8Array): boolean {
  const reads = (at: number, text: string): boolean => [...text].every((c, i) => head[at + i] === c.charCodeAt(0));
  return type === 'image/jpeg' ? reads(0, '\u00ff\u00d8\u00ff') : reads(0, 'RIFF') && reads(8, 'WEBP');
}

/** SHA-256 of the bytes, as hex. */
export const photoHashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const photoSchema = v.object({
  hash: photoHashSchema,
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PHOTO_BYTES)),
  type: v.picklist(PHOTO_TYPES),
  /** The device's clock. */
  takenAt: instantSchema,
  /** The item of the checklist that it is about; absent for one of the whole. */
  item: v.exactOptional(v.object({ matter: matterIdSchema, item: v.pipe(v.string(), v.maxLength(40)) })),
  place: v.exactOptional(v.pipe(v.string(), v.maxLength(60))),
});
export type Photo = v.InferOutput<typeof photoSchema>;

export const photosSchema = v.pipe(
  v.array(photoSchema),
  v.maxLength(MAX_PHOTOS),
  v.check((photos) => new Set(photos.map(({ hash }) => hash)).size === photos.length, 'photos-twice'),
  v.check((photos) => bytesOf(photos) <= MAX_RECORD_PHOTO_BYTES, 'photos-too-large'),
);

export const bytesOf = (photos: readonly Pick<Photo, 'size'>[]): number =>
  photos.reduce((sum, { size }) => sum + size, 0);

/** Photos of a task that have arrived. */
export const photosHereSchema = v.object({
  photos: v.array(v.object({ hash: photoHashSchema, received: v.boolean() })),
});
