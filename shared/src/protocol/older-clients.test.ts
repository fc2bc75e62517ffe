import { expect, test } from 'vitest';
import { aTask, NOW } from '../../test/builders.ts';
import type { Task } from '../tasks/task.ts';
import type { SyncState } from './documents.ts';
import { changesTasksFor, PROTOCOL, type Protocol, syncFor, taskFor } from './older-clients.ts';

const quarantined: SyncState = { state: 'quarantined', receivedAt: NOW };
const dismissed: SyncState = { state: 'rejected', code: 'dismissed', reasons: ['证件已暂扣'], receivedAt: NOW };

const asIssued = (task: Task): Task => {
  if (task.state !== 'lapsed') return task;
  const { lapsed: _, ...rest } = task;
  return { ...rest, state: 'issued' };
};
/** Version 2 brought lapses, version 3 the quarantine. */
const LATER: Protocol = {
  current: 3,
  oldest: 1,
  released: {},
  downgrades: {
    1: { task: asIssued },
    2: { sync: (sync) => (sync.state === 'quarantined' ? { state: 'waiting' } : sync) },
  },
};

test.each([1, 2])('[SYNC-19] a client of version %i is told a newer state in words that it has', (version) => {
  expect(syncFor(version, quarantined, LATER)).toEqual({ state: 'waiting' });
  expect(syncFor(version, dismissed, LATER)).toEqual(dismissed);
});

test('[SYNC-19] each version between passes its messages on to the one before', () => {
  const { rev } = aTask('lapsed');
  expect(taskFor(1, aTask('lapsed'), LATER)).toEqual({ ...aTask('issued'), rev });
  expect(taskFor(1, aTask('recorded'), LATER)).toEqual(aTask('recorded'));
  expect(taskFor(2, aTask('lapsed'), LATER)).toEqual(aTask('lapsed'));
  expect([1, 2, 3].map((version) => changesTasksFor(version, LATER))).toEqual([true, false, false]);
});

test.each([3, undefined])('a client of version %s is told everything as it is', (version) => {
  expect(syncFor(version, quarantined, LATER)).toEqual(quarantined);
  expect(taskFor(version, aTask('lapsed'), LATER)).toEqual(aTask('lapsed'));
});

test('today there is one version, and nothing is put in other words', () => {
  expect(PROTOCOL).toEqual({ current: 1, oldest: 1, released: {}, downgrades: {} });
  expect(syncFor(1, quarantined, PROTOCOL)).toEqual(quarantined);
});
