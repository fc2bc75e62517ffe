/** The start of an inspection while it can still be undone: kept on its device, not signed. */
import type { Policy } from '../compliance/policy.ts';
import type { DeviceId, TaskId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

export interface PendingStart {
  readonly task: TaskId;
  /** Revision of the task as the device knew it. */
  readonly taskRev: number;
  readonly device: DeviceId;
  /** When the person pressed. */
  readonly at: Instant;
}

/**
 * [SYNC-23] Milliseconds in which a start can still be undone; 0 when it is to be signed. A clock that was set back before
 * the start says nothing about the time that has passed: then it is signed.
 */
export function undoLeft({ at }: PendingStart, now: Instant, { undoStart }: Pick<Policy, 'undoStart'>): number {
  if (now < at) return 0;
  return Math.max(0, at + undoStart - now);
}
