import { expect, test } from 'vitest';
import type { SyncState } from '../protocol/documents.ts';
import { lostBeyond } from './lost-beyond.ts';

const accepted: SyncState = { state: 'accepted', receipt: 'x', receivedAt: 1 };
const rejected = (code: 'wrong-state' | 'malformed'): SyncState => ({
  state: 'rejected',
  code,
  reasons: [],
  receivedAt: 1,
});
const chain = (...standings: SyncState[]) => standings.map((sync, i) => ({ seq: i + 1, sync }));
const lost = (rows: ReturnType<typeof chain>, judged: number, waiting = 0) =>
  lostBeyond(rows, { judged, waiting }).map(({ seq }) => seq);

test.each<[string, SyncState[], number, number, number[]]>([
  ['all is there', [accepted, accepted, rejected('wrong-state')], 3, 0, []],
  ['the end is lost', [accepted, accepted, rejected('wrong-state')], 1, 0, [2, 3]],
  ['one in quarantine is lost', [accepted, { state: 'quarantined', receivedAt: 1 }], 1, 0, [2]],
  ['what is not sent yet is not lost', [accepted, { state: 'pending' }], 1, 0, []],
  ['what was refused unread moves no chain', [accepted, rejected('malformed')], 1, 0, []],
  ['one waits here and there', [accepted, rejected('malformed'), { state: 'waiting' }], 1, 1, []],
  ['one that waits is lost', [accepted, rejected('malformed'), { state: 'waiting' }], 1, 0, [3]],
  ['one waits there for what is lost', [accepted, accepted, { state: 'waiting' }], 1, 1, [2, 3]],
  ['the server is ahead of what this device has heard', [accepted, { state: 'waiting' }], 2, 0, [2]],
])('[SYNC-20] %s', (_, standings, judged, waiting, seqs) => {
  expect(lost(chain(...standings), judged, waiting)).toEqual(seqs);
});
