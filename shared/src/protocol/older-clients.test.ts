import { expect, test } from 'vitest';
import { aTask, NOW } from '../../test/builders.ts';
import type { SyncState } from './documents.ts';
import {
  asKnownTo,
  knowsState,
  readsReceiptsSignedTogether,
  takesShortAnswers,
  taskAsKnownTo,
} from './older-clients.ts';

const quarantined: SyncState = { state: 'quarantined', receivedAt: NOW };
const dismissed: SyncState = { state: 'rejected', code: 'dismissed', reasons: ['证件已暂扣'], receivedAt: NOW };

test('[SYNC-9] a client of version 2 hears of the quarantine in the words that it has', () => {
  expect(asKnownTo(2, quarantined)).toEqual({ state: 'waiting' });
  expect(asKnownTo(2, dismissed)).toEqual({ ...dismissed, code: 'device-revoked' });
  expect(asKnownTo(2, { state: 'waiting' })).toEqual({ state: 'waiting' });
});

test.each([3, 4, 5, undefined])('a client of version %s hears it as it is', (version) => {
  expect(asKnownTo(version, quarantined)).toEqual(quarantined);
  expect(asKnownTo(version, dismissed)).toEqual(dismissed);
});

test.each([
  [2, false],
  [3, false],
  [4, true],
  [5, true],
  [undefined, true],
])('a client of version %s takes short answers, and receipts signed together: %s', (version, does) => {
  expect([takesShortAnswers(version), readsReceiptsSignedTogether(version)]).toEqual([does, does]);
});

test.each([2, 3, 4])('[NOT-2] [SHOW-5] a client of version %s is given a task in the states that it has', (version) => {
  const { rev } = aTask('lapsed');
  expect(taskAsKnownTo(version, aTask('lapsed'))).toEqual({ ...aTask('issued'), rev });
  const { record: _, ...refused } = aTask('performed-after-refusal');
  expect(taskAsKnownTo(version, aTask('performed-after-refusal'))).toEqual({ ...refused, state: 'refused' });
  expect(taskAsKnownTo(version, aTask('recorded'))).toEqual(aTask('recorded'));
  expect(['lapsed', 'performed-after-refusal', 'refused'].map((state) => knowsState(version, state as never))).toEqual([
    ...[false, false, true],
  ]);
});

test.each([5, undefined])('a client of version %s is given them as they are', (version) => {
  for (const state of ['lapsed', 'performed-after-refusal'] as const) {
    expect(taskAsKnownTo(version, aTask(state))).toEqual(aTask(state));
    expect(knowsState(version, state)).toBe(true);
  }
});
