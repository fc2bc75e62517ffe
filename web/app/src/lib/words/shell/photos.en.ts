import type { photos as zh } from './photos.zh-CN.ts';

const items = (n: number): string => `${n} photo${n === 1 ? '' : 's'}`;

export const photos: typeof zh = {
  troubles: {
    full: {
      title: 'This device is full; the photo was not saved',
      text: 'The photos saved before and everything filled in are still there. Free some space and take it again.',
    },
    failed: {
      title: 'The photo was not saved',
      text: 'The photos saved before and everything filled in are still there. Please take it again.',
    },
    'not-a-picture': {
      title: 'This file cannot be opened',
      text: 'Choose a picture that this phone can show. The others are saved.',
    },
    'too-many': {
      title: 'No more photos fit',
      text: 'A record takes 30 photos and 40 MB. Delete what is not needed first.',
    },
  },
  held: {
    'record-refused': 'Kept on this device: the record was sent back',
    damaged: 'Damaged on this device; not uploaded',
  },
  title: 'Photos',
  optional: 'optional',
  optionalItem: 'Photos are optional and used for this item only',
  cleaned: 'Photos are made smaller; locations and other details in the file are removed.',
  take: 'Take a photo',
  choose: 'From the gallery',
  saving: (n) => `Saving ${items(n)}…`,
  delete: 'Delete',
  deleteThis: (alt) => `Delete ${alt}`,
  deleteTitle: 'Delete this photo?',
  deleteText: 'The record is not submitted yet and the photo is only on this device. It cannot be brought back.',
  states: {
    draft: 'Saved on this device',
    waiting: 'To upload',
    uploading: (percent) => `${percent}% uploaded`,
    received: 'Delivered, receipt not checked yet',
    purged: 'Received',
  },
  forgotten: 'Not part of the record; not uploaded',
  elsewhere: (n) => `${items(n)} on other devices.`,
  count: items,
  alt: (n, time, about) => `Photo ${n}, taken ${time}${about ? `, ${about}` : ''}`,
  takenAt: (time) => `Taken ${time}`,
  view: (alt) => `View ${alt}`,
  close: 'Close',
  previous: 'Previous',
  next: 'Next',
  place: (n, all) => `${n} of ${all}`,
  onlySmall: 'The original is uploaded; only the thumbnail stays on this device.',
  missing: (n) => `Not arrived yet: ${items(n)} still on the device. They upload by themselves when it has network.`,
};
