/** Confirmation afterwards (补批) of inspections that began before the head could approve them. */
import type { Instant } from '../kernel/instant.ts';
import { COUNTED_STATES, type IssuedTask, type Task } from './task.ts';

/**
 * [APR-2] Returns the time since which the head's confirmation is due; null where none is. A code that was issued on the spot under
 * a permit is due from its report to the server, a late entry from its approval, unless that states an opinion. Nothing is to
 * be confirmed where nobody was inspected: a withdrawn code, a refusal, an on-the-spot code that lapsed.
 */
export function unconfirmedSince(task: Task): Instant | null {
  if (!hasTakenPlace(task) || (task.opinions ?? []).some(({ kind }) => kind === 'confirmation')) return null;
  if (task.grant) return task.grant.reportedAt ?? task.applied.at;
  return task.late ? task.approved.at : null;
}

/** True if somebody was inspected, or may still be. A late entry is issued after its period, so that it may lapse before its record comes. */
export const hasTakenPlace = (task: Task): task is IssuedTask =>
  'approved' in task && (COUNTED.includes(task.state) || (task.state === 'lapsed' && task.late !== undefined));
const COUNTED: readonly string[] = COUNTED_STATES;

/** End of the term of the confirmation, which the policy sets; null where none is due. */
export function confirmationDue(task: Task, lateApprovalTime: number): Instant | null {
  const since = unconfirmedSince(task);
  return since === null ? null : since + lateApprovalTime;
}
