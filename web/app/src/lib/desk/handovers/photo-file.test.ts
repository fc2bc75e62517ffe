import { toHex } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { PHOTO_FILE_HEAD_BYTES, writePhotoFileHead, writePhotoHead } from '@liangma/shared/photos/photo-file';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { expect, test } from 'vitest';
import type { PhotoWire } from '#lib/offline/photos/photo-wire.ts';
import { bringIn, holdsPhotos, type PlacedPhoto, photosIn } from './photo-file.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const LARGE = 600_000;

async function parts(...sizes: number[]): Promise<Uint8Array<ArrayBuffer>[]> {
  const photos = sizes.map((size, i) => new Uint8Array(size).fill(i + 1));
  const heads = photos.map(async (bytes) =>
    writePhotoHead({ task: TASK, hash: toHex(await sha256(bytes)), size: bytes.length }),
  );
  return (await Promise.all(heads)).flatMap((head, i) => [head, photos[i] as Uint8Array<ArrayBuffer>]);
}

const fileOf = async (...sizes: number[]): Promise<Blob> =>
  new Blob([writePhotoFileHead(sizes.length), ...(await parts(...sizes))]);

/** Takes what it is told of; counts the bytes that came. */
function aServer(knows: (hash: string) => boolean, cutAfter = Number.POSITIVE_INFINITY) {
  const held = new Map<string, number>();
  const sizes = new Map<string, number>();
  let came = 0;
  const stands = (hash: string) => {
    const offset = held.get(hash) ?? 0;
    return { offset, receipt: offset === sizes.get(hash) ? `receipt of ${hash}` : undefined };
  };
  const wire: PhotoWire = {
    begin: async ({ hash, size }) => {
      if (!knows(hash)) return undefined;
      sizes.set(hash, size);
      return { url: hash, ...stands(hash) };
    },
    find: async (url) => stands(url),
    append: async (url, offset, bytes) => {
      if (came >= cutAfter) throw new Error('cut');
      if (offset !== stands(url).offset) return 'elsewhere';
      came += bytes.length;
      held.set(url, offset + bytes.length);
      return stands(url);
    },
  };
  return { wire, came: () => came };
}

test('a photo file is told from a record file, and its photos are read one by one', async () => {
  const file = await fileOf(LARGE, 10);
  expect(await holdsPhotos(file)).toBe(true);
  expect(await holdsPhotos(new Blob([Uint8Array.of(0xd2, 0x84)]))).toBe(false);
  expect((await photosIn(file))?.map(({ size, task }) => [size, task])).toEqual([
    [LARGE, TASK],
    [10, TASK],
  ]);
});

test('a photo file that is cut off or has trailing bytes is refused', async () => {
  const file = await fileOf(30, 40);
  for (let end = PHOTO_FILE_HEAD_BYTES; end < file.size; end++)
    expect(await photosIn(file.slice(0, end)), `${end}`).toBeUndefined();
  expect(await photosIn(new Blob([file, 'x']))).toBeUndefined();
});

test('a photo is accepted with its receipt, known the second time, and refused without its record', async () => {
  const file = await fileOf(LARGE, 10);
  const [large, small] = (await photosIn(file)) as [PlacedPhoto, PlacedPhoto];
  const { wire, came } = aServer((hash) => hash === large.hash);
  expect(await bringIn(file, large, wire)).toMatchObject({ outcome: 'accepted', receipt: `receipt of ${large.hash}` });
  expect(await bringIn(file, large, wire)).toMatchObject({ outcome: 'known', receipt: `receipt of ${large.hash}` });
  expect(await bringIn(file, small, wire)).toMatchObject({ outcome: 'refused', receipt: undefined });
  expect(came()).toBe(LARGE);
});

test('an interrupted upload resumes where it stopped', async () => {
  const file = await fileOf(LARGE);
  const [photo] = (await photosIn(file)) as [PlacedPhoto];
  const server = aServer(() => true, 300_000);
  await expect(bringIn(file, photo, server.wire)).rejects.toThrow('cut');
  const before = server.came();
  expect(before).toBeGreaterThan(0);
  const again = aServer(() => true);
  const wire = { ...again.wire, begin: async () => ({ url: 'x', offset: before, receipt: undefined }) };
  const offsets: number[] = [];
  const append: PhotoWire['append'] = async (_, offset, bytes) => {
    offsets.push(offset);
    return { offset: offset + bytes.length, receipt: offset + bytes.length === LARGE ? 'r' : undefined };
  };
  expect(await bringIn(file, photo, { ...wire, append })).toMatchObject({ outcome: 'accepted', receipt: 'r' });
  expect(offsets[0]).toBe(before);
});

test('a photo that differs from its hash is not sent', async () => {
  const [head, bytes] = (await parts(100)) as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  const file = new Blob([writePhotoFileHead(1), head, bytes.map((byte, i) => (i === 50 ? byte ^ 1 : byte))]);
  const { wire, came } = aServer(() => true);
  const [photo] = (await photosIn(file)) as [PlacedPhoto];
  expect(await bringIn(file, photo, wire)).toMatchObject({ outcome: 'damaged' });
  expect(came()).toBe(0);
});
