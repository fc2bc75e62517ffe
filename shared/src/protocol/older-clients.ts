/** What clients of the version before are told in place of words that came after them. */
import type { SyncState } from './documents.ts';

/** The first version that knows `quarantined` and `dismissed`. */
const WITH_QUARANTINE = 3;

/** `version` is what the client states of itself; one that states none is taken to know everything. */
export function asKnownTo(version: number | undefined, sync: SyncState): SyncState {
  if (version === undefined || version >= WITH_QUARANTINE) return sync;
  if (sync.state === 'quarantined') return { state: 'waiting' };
  return sync.state === 'rejected' && sync.code === 'dismissed' ? { ...sync, code: 'device-revoked' } : sync;
}
