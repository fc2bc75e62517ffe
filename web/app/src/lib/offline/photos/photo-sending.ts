/**
 * Sends photos one at a time, in slices: over a link that breaks often each slice is progress. After a break, reload or
 * restart the server is asked how far it has come. Each step is on disk before the next.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { PhotoStep, PhotoUpload } from '@liangma/shared/photos/photo-upload';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { RetryLane } from '../lanes/retry-lane.ts';
import type { PhotoRow } from '../rows.ts';
import type { PhotoKey } from './photo-rows.ts';
import type { PhotoWire, UploadStatus } from './photo-wire.ts';

export interface PhotoPorts {
  /** The photos whose turn has come, in their order. */
  toSend(): Promise<readonly PhotoRow[]>;
  bytes(photo: PhotoKey): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Takes the step on disk and returns the state after it. */
  step(photo: PhotoKey, step: PhotoStep): Promise<PhotoUpload | undefined>;
  readonly wire: PhotoWire;
  /** Every request goes through it: it waits until this tab leads, and after a failure it waits and rethrows. */
  readonly lane: RetryLane;
  /** When the receipt was given, if it holds; `unknown` while that cannot be told. */
  check(hash: string, receipt: string): Promise<number | 'fails' | 'unknown'>;
  /** False without network, and when the device is closed. */
  goesOn(): boolean;
}

const SMALLEST = 16 * 1024;
const LARGEST = 128 * 1024;

/** Sends until nothing is left that can be sent now. Throws what the storage throws. */
export async function sendPhotos(ports: PhotoPorts): Promise<void> {
  const slice = sliceSize();
  /** Photos that this server does not take now. */
  const passed = new Set<string>();
  /** Failures without progress per photo: the others go before a photo at which the server fails. */
  const stuck = new Map<string, number>();
  while (ports.goesOn()) {
    const waiting = (await ports.toSend()).filter(({ hash }) => !passed.has(hash));
    const [photo] = waiting.sort((a, b) => (stuck.get(a.hash) ?? 0) - (stuck.get(b.hash) ?? 0));
    if (!photo) return;
    const done = await sendOne(ports, photo, slice);
    if (done === false) passed.add(photo.hash);
    if (done === 'stuck') stuck.set(photo.hash, (stuck.get(photo.hash) ?? 0) + 1);
  }
}

type Slice = ReturnType<typeof sliceSize>;

/** Slice size: halved after a break, doubled after a success. */
function sliceSize() {
  let size = LARGEST / 2;
  let sent = 0;
  return {
    /** Slices that got through. */
    sent: () => sent,
    of: (bytes: Uint8Array<ArrayBuffer>, offset: number) => bytes.slice(offset, offset + size),
    worked: () => {
      sent++;
      size = Math.min(LARGEST, size * 2);
    },
    broke: () => {
      size = Math.max(SMALLEST, size / 2);
    },
  };
}

/** Returns false if the photo has to wait for another time. After a break the next round goes on. */
async function sendOne(ports: PhotoPorts, photo: PhotoRow, slice: Slice): Promise<boolean | 'stuck'> {
  if (photo.upload.state === 'received') return checkReceipt(ports, photo, photo.upload.receipt);
  const bytes = await ports.bytes(photo);
  // The server would refuse bytes that differ from the signed hash.
  if (!bytes || toHex(await sha256(bytes)) !== photo.hash) {
    await ports.step(photo, { type: 'damaged' });
    return true;
  }
  const before = slice.sent();
  try {
    const place = await photoPlaceOf(ports, photo);
    return place ? await sendRest(ports, photo, bytes, place, slice) : false;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    slice.broke();
    return slice.sent() > before || 'stuck';
  }
}

type Place = UploadStatus & { readonly url: string };

async function photoPlaceOf(ports: PhotoPorts, photo: PhotoRow): Promise<Place | undefined> {
  const { upload } = photo;
  if (upload.state === 'uploading') {
    const found = await ask(ports, () => ports.wire.find(upload.url));
    if (found) return { url: upload.url, ...found };
    await ports.step(photo, { type: 'lost' });
  }
  return ask(ports, () => ports.wire.begin(photo));
}

async function sendRest(
  ports: PhotoPorts,
  photo: PhotoRow,
  bytes: Uint8Array<ArrayBuffer>,
  { url, ...from }: Place,
  slice: Slice,
): Promise<boolean> {
  let at: UploadStatus = from;
  while (at.receipt === undefined) {
    await ports.step(photo, { type: 'stands', url, offset: at.offset });
    if (!ports.goesOn()) return true;
    const { offset } = at;
    const sent = await ask(ports, () => ports.wire.append(url, offset, slice.of(bytes, offset)));
    // Another tab went on with the same photo, or the server removed it: the next round asks.
    if (sent === 'elsewhere') return true;
    slice.worked();
    at = sent;
  }
  await ports.step(photo, { type: 'received', receipt: at.receipt });
  return checkReceipt(ports, photo, at.receipt);
}

async function checkReceipt(ports: PhotoPorts, photo: PhotoRow, receipt: string): Promise<boolean> {
  const checked = await ports.check(photo.hash, receipt);
  if (checked === 'unknown') return false;
  const holds = checked !== 'fails';
  await ports.step(photo, holds ? { type: 'receipt-holds', receivedAt: checked } : { type: 'receipt-fails' });
  return holds;
}

class Broken extends Error {}

/** The lane has reported the failure and waited. */
async function ask<T>({ lane }: PhotoPorts, request: () => Promise<T>): Promise<T> {
  try {
    return await lane(request);
  } catch (cause) {
    throw new Broken('a request broke off', { cause });
  }
}
