/** Notice of an inspection to the enterprise: whether there is one, and its values. */
import type { Policy } from '../compliance/policy.ts';
import type { Task } from '../tasks/task.ts';

/**
 * [NOT-1] The contacts of an enterprise are told of a routine inspection with its approval, where the region sets a lead time. Cases,
 * surprise inspections and late entries are not told of.
 */
export const isToldBefore = (
  { type, surprise, late }: Pick<Task, 'type' | 'surprise' | 'late'>,
  { noticeWorkingDays }: Pick<Policy, 'noticeWorkingDays'>,
): boolean => type === 'routine' && !surprise && !late && noticeWorkingDays > 0;
