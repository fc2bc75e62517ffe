import { expect, test } from 'vitest';
import { aPhoto, aRecord, aTask } from '../../test/builders.ts';
import { err, ok } from '../kernel/result.ts';
import { photosOf, takePhoto } from './photos.ts';

const photo = aPhoto();
const recorded = aTask('recorded', { record: aRecord({ photos: [photo] }) });

test('[PHOTO-1] a photo is taken when the accepted record names it, with its size', () => {
  expect(takePhoto(recorded, photo.hash, photo.size)).toEqual(ok(photo));
  expect(takePhoto(recorded, photo.hash)).toEqual(ok(photo));
  expect(takePhoto(recorded, photo.hash, photo.size + 1)).toEqual(err('size-differs'));
  expect(takePhoto(recorded, 'ff'.repeat(32), photo.size)).toEqual(err('not-listed'));
});

test('[PHOTO-1] before there is a record nothing is taken; one made after a withdrawal is evidence with its photos', () => {
  expect(takePhoto(aTask('inspecting'), photo.hash, photo.size)).toEqual(err('not-listed'));
  expect(takePhoto(aTask('recorded'), photo.hash, photo.size)).toEqual(err('not-listed'));
  const evidence = aTask('performed-after-withdrawal', { record: aRecord({ photos: [photo] }) });
  expect(photosOf(evidence)).toEqual([photo]);
});
