/** Filing (备案) of an inspection in another region, which rests on a letter of assistance. */
import { DAY, dayOf, type Instant, startOfDay } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { hasTakenPlace } from './confirmation.ts';
import type { FilingText } from './particulars.ts';
import type { Stamp, Task } from './task.ts';

/**
 * [JUR-1] Returns the time since which the filing is due: the approval. Null where none is due: no letter, filed already, or nobody
 * was inspected.
 */
export function unfiledSince(task: Task): Instant | null {
  if (!task.assistance || !hasTakenPlace(task) || (task.assistanceFilings ?? []).length > 0) return null;
  return task.approved.at;
}

/** The term counts calendar days after that of the approval, and ends with its last day in China. Null where none is due. */
export function filingDue(task: Task, assistanceFilingTime: number): Instant | null {
  const since = unfiledSince(task);
  return since === null ? null : startOfDay(dayOf(since)) + assistanceFilingTime + DAY;
}

/** [JUR-1] Keeps the filing of an inspection in another region. A later one corrects it, and both stay. */
export function filed(task: Task, by: Stamp, filing: FilingText): Result<Task, 'wrong-state'> {
  if (!('code' in task) || !task.assistance) return err('wrong-state');
  return ok({ ...task, assistanceFilings: [...(task.assistanceFilings ?? []), { ...by, ...filing }] });
}
