import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskId } from '../kernel/ids.ts';
import { MAX_PHOTO_BYTES } from './photo.ts';
import {
  MAX_PHOTO_FILE_BYTES,
  PHOTO_FILE_HEAD_BYTES,
  PHOTO_HEAD_BYTES,
  photosFitting,
  readPhotoFileHead,
  readPhotoHead,
  writePhotoFileHead,
  writePhotoHead,
} from './photo-file.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const photo = { task: TASK, hash: 'ab'.repeat(32), size: 350_000 };

test('a head says whose photo follows and how long it is', () => {
  const bytes = writePhotoHead(photo);
  expect(bytes).toHaveLength(PHOTO_HEAD_BYTES);
  expect(readPhotoHead(bytes)).toEqual(photo);
  expect(readPhotoHead(Uint8Array.of(0, ...bytes).subarray(1))).toEqual(photo);
});

test('what is no head is none', () => {
  expect(readPhotoHead(writePhotoHead(photo).subarray(1))).toBeUndefined();
  for (const size of [0, MAX_PHOTO_BYTES + 1])
    expect(readPhotoHead(writePhotoHead({ ...photo, size }))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: PHOTO_HEAD_BYTES, maxLength: PHOTO_HEAD_BYTES }), (bytes) => {
      const head = readPhotoHead(bytes);
      if (head) expect(writePhotoHead(head)).toEqual(bytes);
    }),
  );
});

test('the file is known by its beginning', () => {
  const head = writePhotoFileHead(120);
  expect(readPhotoFileHead(head)).toBe(120);
  expect(readPhotoFileHead(head.slice(0, -1))).toBeUndefined();
  expect(readPhotoFileHead(Uint8Array.of(0xd2, ...head.subarray(1)))).toBeUndefined();
});

test('no file is larger than people can send', () => {
  const largest = Array.from({ length: 50 }, () => ({ size: MAX_PHOTO_BYTES }));
  const inside = photosFitting(largest);
  const bytes = inside.reduce((sum, { size }) => sum + size + PHOTO_HEAD_BYTES, PHOTO_FILE_HEAD_BYTES);
  expect(bytes).toBeLessThanOrEqual(MAX_PHOTO_FILE_BYTES);
  expect(bytes + MAX_PHOTO_BYTES + PHOTO_HEAD_BYTES).toBeGreaterThan(MAX_PHOTO_FILE_BYTES);
  expect(photosFitting(inside)).toEqual(inside);
});
