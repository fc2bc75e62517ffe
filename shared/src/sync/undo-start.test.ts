import { expect, test } from 'vitest';
import { aTask, DEVICE_ID, NOW } from '../../test/builders.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { undoLeft } from './undo-start.ts';

const start = { task: aTask('issued').id, taskRev: 2, device: DEVICE_ID, at: NOW };

test.each([
  ['at once', 0, 10_000],
  ['just before its time is up', 9_999, 1],
  ['when its time is up', 10_000, 0],
  ['an hour later', 3_600_000, 0],
  ['by a clock that was set back', -1, 0],
])('[SYNC-23] %s a start can be undone for the rest of ten seconds', (_, after, left) => {
  expect(undoLeft(start, NOW + after, DEFAULT_POLICY)).toBe(left);
});
