import { expect, test } from 'vitest';
import { NOW } from '../../test/builders.ts';
import type { SyncState } from './documents.ts';
import { asKnownTo, readsReceiptsSignedTogether, takesShortAnswers } from './older-clients.ts';

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
