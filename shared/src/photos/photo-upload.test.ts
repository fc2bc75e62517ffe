import { expect, test } from 'vitest';
import { err, ok } from '../kernel/result.ts';
import { type PhotoStep, type PhotoUpload, stepPhoto, UNSENT_PHOTO_STATES } from './photo-upload.ts';

const draft: PhotoUpload = { state: 'draft' };
const waiting: PhotoUpload = { state: 'waiting' };
const uploading: PhotoUpload = { state: 'uploading', url: '/u', offset: 10 };
const received: PhotoUpload = { state: 'received', receipt: 'r' };
const purged: PhotoUpload = { state: 'purged', receipt: 'r', receivedAt: 5 };
const refused: PhotoUpload = { state: 'held', why: 'record-refused' };
const damaged: PhotoUpload = { state: 'held', why: 'damaged' };
const ALL = [draft, waiting, uploading, received, purged, refused, damaged];

/** State after each step from each state; from all others the step is refused. */
const TABLE: readonly [PhotoStep, readonly (readonly [PhotoUpload, PhotoUpload])[]][] = [
  [
    { type: 'signed' },
    [
      [draft, waiting],
      [refused, waiting],
    ],
  ],
  [
    { type: 'record-refused' },
    [
      [draft, refused],
      [waiting, refused],
    ],
  ],
  [
    { type: 'stands', url: '/v', offset: 20 },
    [
      [waiting, { state: 'uploading', url: '/v', offset: 20 }],
      [uploading, { state: 'uploading', url: '/v', offset: 20 }],
    ],
  ],
  [
    { type: 'lost' },
    [
      [waiting, waiting],
      [uploading, waiting],
    ],
  ],
  [
    { type: 'received', receipt: 'r' },
    [
      [waiting, received],
      [uploading, received],
    ],
  ],
  [
    { type: 'damaged' },
    [
      [waiting, damaged],
      [uploading, damaged],
    ],
  ],
  [{ type: 'receipt-holds', receivedAt: 5 }, [[received, purged]]],
  [{ type: 'receipt-fails' }, [[received, waiting]]],
];

test.each(TABLE)('$type', (step, ways) => {
  for (const from of ALL) {
    const to = ways.find(([state]) => state === from)?.[1];
    expect(stepPhoto(from, step), from.state).toEqual(to ? ok(to) : err('wrong-state'));
  }
});

test('[PHOTO-2] the bytes go by a receipt that was checked, from the state that holds it, and by nothing else', () => {
  const ways = TABLE.flatMap(([step]) => ALL.map((from) => ({ step, from, to: stepPhoto(from, step) })));
  const purging = ways.filter(({ to }) => to.ok && to.value.state === 'purged');
  expect(purging.map(({ step, from }) => [from.state, step.type])).toEqual([['received', 'receipt-holds']]);
  expect(UNSENT_PHOTO_STATES).toContain('received');
});
