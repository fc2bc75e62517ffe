/**
 * Events of a device's chain that the server has lost. A database can silently go back to an older state: a standby
 * that was behind takes over, or a backup is restored without `liangma restore`, which tells the devices. Then only the
 * devices have the receipts, and nobody else has the events.
 */
import type { ChainEnd } from '../protocol/chain-end.ts';
import type { RejectCode, SyncState } from '../protocol/documents.ts';

interface Row {
  readonly seq: number;
  readonly sync: SyncState;
}

/** Answered without being written down: no chain goes on with them. */
const NOT_STORED: readonly RejectCode[] = [
  'malformed',
  'device-mismatch',
  'bad-signature',
  'unknown-device',
  'id-reused',
];

/**
 * [SYNC-20] Every event that is kept and does not wait moves its chain: what had an answer and lies beyond its end is
 * lost, and so may be what waits. Nothing is lost that is sent again for nothing: it is answered as before (SYNC-1).
 */
export function lostBeyond<T extends Row>(rows: readonly T[], { judged, waiting }: ChainEnd): T[] {
  const beyond = rows.filter(({ seq, sync }) => seq > judged && wasStored(sync));
  const waits = rows.filter(({ sync }) => sync.state === 'waiting');
  return beyond.length > 0 || waits.length > waiting ? [...beyond, ...waits].sort((a, b) => a.seq - b.seq) : [];
}

/** Its chain went on with it at the server that answered so. */
export function wasStored(sync: SyncState): boolean {
  switch (sync.state) {
    case 'accepted':
    case 'quarantined':
      return true;
    case 'rejected':
      return !NOT_STORED.includes(sync.code);
    default:
      return false;
  }
}
