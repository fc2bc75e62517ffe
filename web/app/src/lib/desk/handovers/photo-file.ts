/** [PHOTO-3] Bringing in the photos of a phone without network: sent from here as the phone itself would. */
import { toHex } from '@liangma/shared/kernel/bytes';
import {
  MAX_PHOTO_FILE_BYTES,
  PHOTO_FILE_HEAD_BYTES,
  PHOTO_HEAD_BYTES,
  type PhotoHead,
  readPhotoFileHead,
  readPhotoHead,
} from '@liangma/shared/photos/photo-file';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { PhotoWire, UploadStatus } from '#lib/offline/photos/photo-wire.ts';
import { SyncProblem } from '#lib/offline/wire/sync-problem.ts';

export interface PlacedPhoto extends PhotoHead {
  /** Offset of its first byte. */
  readonly at: number;
}

/** `refused`: no accepted record names it. `damaged`: it is not what its hash says. */
export const PHOTO_OUTCOMES = ['accepted', 'known', 'refused', 'damaged'] as const;
export type PhotoOutcome = (typeof PHOTO_OUTCOMES)[number];

export interface ImportedPhoto extends PhotoHead {
  readonly outcome: PhotoOutcome;
  /** Signed by the server; of those it has. */
  readonly receipt: string | undefined;
}

export const holdsPhotos = async (file: Blob): Promise<boolean> => (await countIn(file)) !== undefined;

const countIn = async (file: Blob): Promise<number | undefined> =>
  readPhotoFileHead(await bytesAt(file, 0, PHOTO_FILE_HEAD_BYTES));

/** Reads the heads alone. Undefined where the file is cut off or is none: then nothing of it is sent. */
export async function photosIn(file: Blob): Promise<PlacedPhoto[] | undefined> {
  if (file.size > MAX_PHOTO_FILE_BYTES) return undefined;
  const photos: PlacedPhoto[] = [];
  let at = PHOTO_FILE_HEAD_BYTES;
  while (at < file.size) {
    const head = readPhotoHead(await bytesAt(file, at, PHOTO_HEAD_BYTES));
    at += PHOTO_HEAD_BYTES;
    if (!head || at + head.size > file.size) return undefined;
    photos.push({ ...head, at });
    at += head.size;
  }
  return photos.length === (await countIn(file)) ? photos : undefined;
}

const SLICE = 256 * 1024;
/** Its phone, or somebody else, sends the same photo at this moment. */
const ROUNDS = 3;

/** Throws a SyncProblem; taken once more, it goes on where it stopped. */
export async function bringIn(file: Blob, { at, ...photo }: PlacedPhoto, wire: PhotoWire): Promise<ImportedPhoto> {
  const bytes = await bytesAt(file, at, photo.size);
  if (toHex(await sha256(bytes)) !== photo.hash) return { ...photo, outcome: 'damaged', receipt: undefined };
  for (let round = 0; round < ROUNDS; round++) {
    const place = await wire.begin(photo);
    if (!place) return { ...photo, outcome: 'refused', receipt: undefined };
    if (place.receipt) return { ...photo, outcome: round === 0 ? 'known' : 'accepted', receipt: place.receipt };
    const receipt = await sendRest(wire, place, bytes);
    if (receipt) return { ...photo, outcome: 'accepted', receipt };
  }
  throw new SyncProblem('busy');
}

async function sendRest(
  wire: PhotoWire,
  { url, ...from }: UploadStatus & { url: string },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | undefined> {
  let stands: UploadStatus = from;
  while (stands.receipt === undefined) {
    const sent = await wire.append(url, stands.offset, bytes.slice(stands.offset, stands.offset + SLICE));
    if (sent === 'elsewhere') return undefined;
    stands = sent;
  }
  return stands.receipt;
}

const bytesAt = async (file: Blob, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(at, at + length).arrayBuffer());
