import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aPhoto, aRecord } from '../../test/builders.ts';
import { inspectionRecordSchema } from '../records/record.ts';
import { MAX_PHOTO_BYTES, MAX_PHOTOS, type Photo, startsAs } from './photo.ts';

const isRecord = (photos: readonly Photo[]): boolean => v.is(inspectionRecordSchema, aRecord({ photos: [...photos] }));
const many = (count: number, changes: Partial<Photo> = {}) =>
  Array.from({ length: count }, (_, i) => aPhoto({ hash: i.toString(16).padStart(64, '0'), ...changes }));

test('a record without photos stays a record, and keeps the ones that it names', () => {
  expect(v.parse(inspectionRecordSchema, aRecord())).toEqual(aRecord());
  const record = aRecord({ photos: [aPhoto({ place: '东侧库房' })] });
  expect(v.parse(inspectionRecordSchema, record)).toEqual(record);
});

test.each<[string, readonly Photo[], boolean]>([
  ['as many as allowed', many(MAX_PHOTOS), true],
  ['one more', many(MAX_PHOTOS + 1), false],
  ['the same twice', [aPhoto(), aPhoto()], false],
  ['of the largest size', [aPhoto({ size: MAX_PHOTO_BYTES })], true],
  ['a byte larger', [aPhoto({ size: MAX_PHOTO_BYTES + 1 })], false],
  ['together at the bound', many(8, { size: MAX_PHOTO_BYTES }), true],
  ['together beyond it', many(9, { size: MAX_PHOTO_BYTES }), false],
  ['without bytes', [aPhoto({ size: 0 })], false],
  ['of another type', [aPhoto({ type: 'image/png' as never })], false],
  ['with a hash that is none', [aPhoto({ hash: 'AB'.repeat(32) })], false],
])('photos %s', (_, photos, allowed) => {
  expect(isRecord(photos)).toBe(allowed);
});

test.each([
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0], true],
  ['image/jpeg', [0xff, 0xd8], false],
  ['image/jpeg', [...'RIFF....WEBP'].map((c) => c.charCodeAt(0)), false],
  ['image/webp', [...'RIFF....WEBP'].map((c) => c.charCodeAt(0)), true],
  ['image/webp', [...'RIFF....WAVE'].map((c) => c.charCodeAt(0)), false],
  ['image/jpeg', [...'<!doctype html'].map((c) => c.charCodeAt(0)), false],
] as const)('[PHOTO-1] the first bytes tell whether it is a picture: %s %s', (type, head, expected) => {
  expect(startsAs(type, Uint8Array.from(head))).toBe(expected);
});
