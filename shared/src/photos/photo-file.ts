/**
 * 照片补传文件: the photos that a device could not send, beside its handover file (docs/handover.md). Unsigned: a photo is
 * what its hash says, and the server takes none that no accepted record names (PHOTO-1). One after another without an
 * index, so that a phone writes and a desk reads it photo by photo, whatever its size.
 */
import * as v from 'valibot';
import { type Bytes, concat, equalBytes, fromHex, toHex, utf8 } from '../kernel/bytes.ts';
import { taskIdSchema, uuidFromBytes, uuidToBytes } from '../kernel/ids.ts';
import { photoHashSchema, photoSchema } from './photo.ts';

/** Size of a whole file: WeChat sends as much. 120 photos, at 0.5 MB each, are 60 MB. */
export const MAX_PHOTO_FILE_BYTES = 200 * 1024 * 1024;

/** Its kind, and the version of the profile. */
const KIND: Bytes = utf8('liangma-photos-1');
/** Head of the file: its kind, and in 4 bytes how many photos follow, so that a cut between two is seen. */
export const PHOTO_FILE_HEAD_BYTES = KIND.length + 4;

export const writePhotoFileHead = (count: number): Bytes => concat(KIND, uint32(count));

/** Returns how many photos a file with this head holds; undefined for any other file. */
export const readPhotoFileHead = (start: Uint8Array): number | undefined =>
  start.length === PHOTO_FILE_HEAD_BYTES && equalBytes(start.subarray(0, KIND.length), KIND)
    ? uint32At(start, KIND.length)
    : undefined;

const HASH_AT = 16;
const SIZE_AT = HASH_AT + 32;
/** Before each photo: 16 bytes of the task's id, 32 of the hash, 4 of the size, most significant first. */
export const PHOTO_HEAD_BYTES = SIZE_AT + 4;

const photoHeadSchema = v.object({ task: taskIdSchema, hash: photoHashSchema, size: photoSchema.entries.size });
export type PhotoHead = v.InferOutput<typeof photoHeadSchema>;

export const writePhotoHead = ({ task, hash, size }: PhotoHead): Bytes =>
  concat(uuidToBytes(task), fromHex(hash) as Bytes, uint32(size));

/** Total. Undefined for anything but the head of a photo. */
export function readPhotoHead(bytes: Uint8Array): PhotoHead | undefined {
  if (bytes.length !== PHOTO_HEAD_BYTES) return undefined;
  const head = v.safeParse(photoHeadSchema, {
    task: uuidFromBytes(bytes.subarray(0, HASH_AT)),
    hash: toHex(bytes.subarray(HASH_AT, SIZE_AT)),
    size: uint32At(bytes, SIZE_AT),
  });
  return head.success ? head.output : undefined;
}

/** Returns the photos that one file can hold, from the first on; the rest goes into another. */
export function photosFitting<T extends Pick<PhotoHead, 'size'>>(photos: readonly T[]): readonly T[] {
  let bytes = PHOTO_FILE_HEAD_BYTES;
  const end = photos.findIndex(({ size }) => {
    bytes += PHOTO_HEAD_BYTES + size;
    return bytes > MAX_PHOTO_FILE_BYTES;
  });
  return end === -1 ? photos : photos.slice(0, end);
}

function uint32(n: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
}

const uint32At = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
