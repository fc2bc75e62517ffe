/** Notice of an inspection to the enterprise: whether there is one, and its values. */
import type { Policy } from '../compliance/policy.ts';
import { isRoutine, type Task } from '../tasks/task.ts';

/**
 * [NOT-1] The contacts of an enterprise are told of a routine inspection with its approval, where the region sets a lead time. Cases,
 * surprise inspections and late entries are not told of.
 */
export const isToldBefore = (
  task: Pick<Task, 'type' | 'source' | 'surprise' | 'late'>,
  { noticeWorkingDays }: Pick<Policy, 'noticeWorkingDays'>,
): boolean => isRoutine(task) && !task.surprise && !task.late && noticeWorkingDays > 0;
