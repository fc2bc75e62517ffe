/**
 * Sending photos, one at a time, in slices: over a link that breaks again and again each slice is progress, and after
 * every break, reload or restart the server is asked how far it has come. Each step is on disk before the next.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { PhotoStep, PhotoUpload } from '@liangma/shared/records/photo-upload';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { Line } from './line.ts';
import type { PhotoKey, PhotoRow } from './photo-rows.ts';
import type { PhotoWire, Standing } from './photo-wire.ts';

export interface PhotoPorts {
  /** Those whose turn has come, in their order. */
  toSend(): Promise<readonly PhotoRow[]>;
  bytes(photo: PhotoKey): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Where it stands after the step; on disk. */
  step(photo: PhotoKey, step: PhotoStep): Promise<PhotoUpload | undefined>;
  readonly wire: PhotoWire;
  /** Every request goes through it: it waits for its turn to lead, and after a failure, and passes the failure on. */
  readonly line: Line;
  /** When the receipt was given, if it holds; `unknown` while that cannot be told. */
  check(hash: string, receipt: string): Promise<number | 'fails' | 'unknown'>;
  /** False without network, and when the device is closed. */
  goesOn(): boolean;
}

const SMALLEST = 16 * 1024;
const LARGEST = 128 * 1024;

/** Until nothing is left that can be sent now. Throws what the storage throws. */
export async function sendPhotos(ports: PhotoPorts): Promise<void> {
  const slice = sliceSize();
  /** Those that this server will not have now. */
  const passed = new Set<string>();
  /** How often each broke off without having come any further: what the server fails at lets the others go first. */
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

/** Half after a break, double after a success. */
function sliceSize() {
  let size = LARGEST / 2;
  let sent = 0;
  return {
    /** How many have got through. */
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

/** False when it has to wait for another time. A break on the way is none: the next round goes on from it. */
async function sendOne(ports: PhotoPorts, photo: PhotoRow, slice: Slice): Promise<boolean | 'stuck'> {
  if (photo.upload.state === 'received') return checkReceipt(ports, photo, photo.upload.receipt);
  const bytes = await ports.bytes(photo);
  // What is not what was signed would only be thrown away at the other end.
  if (!bytes || toHex(await sha256(bytes)) !== photo.hash) {
    await ports.step(photo, { type: 'damaged' });
    return true;
  }
  const before = slice.sent();
  try {
    const place = await placeOf(ports, photo);
    return place ? await sendRest(ports, photo, bytes, place, slice) : false;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    slice.broke();
    return slice.sent() > before || 'stuck';
  }
}

type Place = Standing & { readonly url: string };

async function placeOf(ports: PhotoPorts, photo: PhotoRow): Promise<Place | undefined> {
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
  let at: Standing = from;
  while (at.receipt === undefined) {
    await ports.step(photo, { type: 'stands', url, offset: at.offset });
    if (!ports.goesOn()) return true;
    const { offset } = at;
    const sent = await ask(ports, () => ports.wire.append(url, offset, slice.of(bytes, offset)));
    // Someone else went on with the same photo, or it was swept: the next round asks.
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

/** The line has told the failure and waited it out. */
async function ask<T>({ line }: PhotoPorts, request: () => Promise<T>): Promise<T> {
  try {
    return await line(request);
  } catch (cause) {
    throw new Broken('a request broke off', { cause });
  }
}
