import type { SyncState } from '@liangma/shared/protocol/documents';
import { expect, it } from 'vitest';
import type { OutboxRecord } from './record.ts';
import { toSend } from './to-send.ts';

const STATES: Record<string, SyncState> = {
  pending: { state: 'pending' },
  waiting: { state: 'waiting' },
  accepted: { state: 'accepted', receipt: 'x', receivedAt: 1 },
  rejected: { state: 'rejected', code: 'code-refused', reasons: [], receivedAt: 1 },
};

const chain = (...states: string[]) =>
  states.map((state, i) => ({ event: { seq: i + 1 }, document: { sync: STATES[state] } }) as OutboxRecord);
const sent = (...states: string[]) => toSend(chain(...states)).map(({ event }) => event.seq);

it('sends unanswered events in the order of the chain', () => {
  expect(sent('accepted', 'pending', 'rejected', 'pending')).toEqual([2, 4]);
  expect(sent('accepted', 'rejected')).toEqual([]);
});

it('[SYNC-3] sends again what came before one that waits: a server restored from an older copy has lost it', () => {
  expect(sent('accepted', 'rejected', 'waiting', 'pending')).toEqual([1, 2, 3, 4]);
  expect(sent('pending', 'waiting')).toEqual([1, 2]);
});

it('sends at most one round again', () => {
  const long = chain(...Array.from({ length: 200 }, () => 'accepted'), 'waiting');
  expect(toSend(long).map(({ event }) => event.seq)).toEqual(Array.from({ length: 51 }, (_, i) => i + 151));
});
