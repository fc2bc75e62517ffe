/** The app's decision about databases that another version of it may have left on a device. */

export type Opening =
  /** They are its own, or there are none. */
  | 'open'
  /** They are older, and there is a network: what was not sent goes up, then they are changed. */
  | 'send-first'
  /** They are older, without network: they are changed, and what was not sent goes along as it is. */
  | 'carry'
  /** They are newer: nothing is opened. */
  | 'leave';

/**
 * [SYNC-18] `kept`: the version of what lies there, 0 where there is nothing. `own`: the version this app makes.
 * Waiting for a network would leave an officer out there without tasks and without records
 * (docs/adr/0013-older-databases.md).
 */
export function openingOf(kept: number, own: number, online: boolean): Opening {
  if (kept > own) return 'leave';
  if (kept === 0 || kept === own) return 'open';
  return online ? 'send-first' : 'carry';
}
