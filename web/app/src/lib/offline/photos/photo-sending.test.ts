/** The real Dexie on an IndexedDB in memory, against a server of a few lines whose link breaks. */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import type { PhotoRow } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { addPhoto, bytesOfPhoto, photosOfTask, removePhoto, takeStep } from './photo-rows.ts';
import { type PhotoPorts, sendPhotos } from './photo-sending.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

let db: DeviceDb;
let account = 0;
beforeEach(() => {
  db = openDeviceDb(`photos-${account++}`);
});
afterEach(() => db.close());

async function aPhoto(takenAt: number, upload: PhotoRow['upload'] = { state: 'waiting' }) {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31 + takenAt) % 251);
  const row: PhotoRow = {
    task: TASK,
    hash: toHex(await sha256(bytes)),
    size: bytes.length,
    type: 'image/jpeg',
    takenAt,
    thumbnail: 'data:image/jpeg;base64,',
    upload,
  };
  await addPhoto(db, row, bytes);
  return { row, bytes };
}

/** Keeps what came before a break, as our server does. */
class Server {
  readonly parts = new Map<string, number[]>();
  readonly sizes = new Map<string, number>();
  /** Bytes that the link carries before it breaks. */
  link = Number.POSITIVE_INFINITY;
  breakEvery = Number.POSITIVE_INFINITY;
  breaks = 0;
  readonly asked: string[] = [];

  carry(count: number): number {
    const carried = Math.min(count, this.link);
    this.link -= carried;
    return carried;
  }

  broken(): SyncProblem {
    this.breaks++;
    this.link = this.breakEvery;
    return new SyncProblem('unreachable');
  }

  progress(hash: string) {
    const offset = this.parts.get(hash)?.length ?? 0;
    return { offset, receipt: offset === this.sizes.get(hash) ? `receipt ${hash}` : undefined };
  }

  readonly wire: PhotoPorts['wire'] = {
    begin: async ({ hash, size }) => {
      this.asked.push('begin');
      this.sizes.set(hash, size);
      if (!this.parts.has(hash)) this.parts.set(hash, []);
      return { url: hash, ...this.progress(hash) };
    },
    find: async (url) => {
      this.asked.push('find');
      return this.parts.has(url) ? this.progress(url) : undefined;
    },
    append: async (url, offset, bytes) => {
      const part = this.parts.get(url);
      if (part?.length !== offset) return 'elsewhere';
      const carried = this.carry(bytes.length);
      for (const byte of bytes.subarray(0, carried)) part.push(byte);
      if (carried < bytes.length) throw this.broken();
      return this.progress(url);
    },
  };
}

const portsTo = (server: Server, over: Partial<PhotoPorts> = {}): PhotoPorts => ({
  toSend: async () =>
    (await photosOfTask(db, TASK)).filter(({ upload }) => ['waiting', 'uploading', 'received'].includes(upload.state)),
  bytes: (photo) => bytesOfPhoto(db, photo),
  step: (photo, step) => takeStep(db, photo, step),
  wire: server.wire,
  lane: (work) => work(),
  check: async (hash, receipt) => (receipt === `receipt ${hash}` ? 7 : 'fails'),
  goesOn: () => true,
  ...over,
});

const states = async () => (await photosOfTask(db, TASK)).map(({ upload }) => upload.state);

test('[PHOTO-2] over a link that breaks every 200 kB all arrive, byte for byte, and only thumbnails stay', async () => {
  const server = new Server();
  server.link = server.breakEvery = 200_000;
  const photos = [await aPhoto(1), await aPhoto(2), await aPhoto(3)];
  await sendPhotos(portsTo(server));
  expect(server.breaks).toBeGreaterThanOrEqual(4);
  for (const { row, bytes } of photos) {
    expect(Uint8Array.from(server.parts.get(row.hash) ?? [])).toEqual(bytes);
    expect(await bytesOfPhoto(db, row)).toBeUndefined();
  }
  expect((await photosOfTask(db, TASK)).map(({ upload }) => upload)).toEqual(
    photos.map(({ row }) => ({ state: 'purged', receipt: `receipt ${row.hash}`, receivedAt: 7 })),
  );
});

test('a page killed between two slices goes on from where the server stands', async () => {
  const server = new Server();
  const { row } = await aPhoto(1);
  let steps = 0;
  const killed = portsTo(server, {
    step: async (photo, step) => {
      if (++steps === 3) throw new Error('killed');
      return takeStep(db, photo, step);
    },
  });
  await expect(sendPhotos(killed)).rejects.toThrow('killed');
  const had = server.parts.get(row.hash)?.length ?? 0;
  expect(had).toBeGreaterThan(0);
  expect(await states()).toEqual(['uploading']);
  server.asked.length = 0;
  await sendPhotos(portsTo(server));
  expect(server.asked).toEqual(['find']);
  expect(await states()).toEqual(['purged']);
});

test('a part that the server has lost begins anew', async () => {
  const server = new Server();
  await aPhoto(1, { state: 'uploading', url: 'gone', offset: 5 });
  await sendPhotos(portsTo(server));
  expect(server.asked).toEqual(['find', 'begin']);
  expect(await states()).toEqual(['purged']);
});

test('[PHOTO-2] without a receipt that passes the check the bytes stay', async () => {
  const server = new Server();
  const { row } = await aPhoto(1);
  await sendPhotos(portsTo(server, { check: async () => 'unknown' }));
  expect(await states()).toEqual(['received']);
  await sendPhotos(portsTo(server, { check: async () => 'fails' }));
  expect(await states()).toEqual(['waiting']);
  expect(await bytesOfPhoto(db, row)).toHaveLength(row.size);
  await sendPhotos(portsTo(server));
  expect(await states()).toEqual(['purged']);
});

test('a photo that the server does not take now does not hold up the next', async () => {
  const server = new Server();
  const [first] = [await aPhoto(1), await aPhoto(2)];
  const begin: PhotoPorts['wire']['begin'] = async (photo) =>
    photo.hash === first.row.hash ? undefined : server.wire.begin(photo);
  await sendPhotos(portsTo(server, { wire: { ...server.wire, begin } }));
  expect(await states()).toEqual(['waiting', 'purged']);
});

test('bytes that differ from the signed hash are kept and not sent', async () => {
  const server = new Server();
  const { row, bytes } = await aPhoto(1);
  await db.photoBytes.put({ task: TASK, hash: row.hash, bytes: bytes.slice(1) });
  await sendPhotos(portsTo(server));
  expect((await photosOfTask(db, TASK))[0]?.upload).toEqual({ state: 'held', why: 'damaged' });
  expect([server.asked, (await bytesOfPhoto(db, row))?.length]).toEqual([[], bytes.length - 1]);
});

test('without network no request is sent', async () => {
  const server = new Server();
  await aPhoto(1);
  await sendPhotos(portsTo(server, { goesOn: () => false }));
  expect([server.asked, await states()]).toEqual([[], ['waiting']]);
});

test('a draft photo can be deleted, a photo named by a record cannot; the same picture is stored once', async () => {
  const { row, bytes } = await aPhoto(1, { state: 'draft' });
  await addPhoto(db, { ...row, takenAt: 2 }, bytes);
  expect(await states()).toEqual(['draft']);
  await takeStep(db, row, { type: 'signed' });
  await removePhoto(db, row);
  expect(await states()).toEqual(['waiting']);
  const other = await aPhoto(5, { state: 'draft' });
  await removePhoto(db, other.row);
  expect([await states(), await bytesOfPhoto(db, other.row)]).toEqual([['waiting'], undefined]);
});

test('a photo that fails at the server goes after the others', async () => {
  const server = new Server();
  const [poison, other] = [await aPhoto(1), await aPhoto(2)];
  let attempts = 0;
  const wire: PhotoPorts['wire'] = {
    ...server.wire,
    append: async (url, offset, bytes) => {
      if (url === poison.row.hash) throw new SyncProblem('unreachable');
      return server.wire.append(url, offset, bytes);
    },
  };
  const lane: PhotoPorts['lane'] = (work) => {
    attempts++;
    return work();
  };
  await sendPhotos(portsTo(server, { wire, lane, goesOn: () => attempts < 30 }));
  const photos = await photosOfTask(db, TASK);
  expect(photos.map(({ hash, upload }) => [hash, upload.state])).toEqual([
    [poison.row.hash, 'uploading'],
    [other.row.hash, 'purged'],
  ]);
});
