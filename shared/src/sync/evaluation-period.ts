/** Period in which an evaluation can be given and corrected. */
import type { Policy } from '../compliance/policy.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Task } from '../tasks/task.ts';

/**
 * [EVAL-6] The days run from the server's receipt of the record: what the officers' device says of its times moves
 * nothing. A record whose times lie outside the inspection period, or that comes before the end of one it does not fit,
 * closes nothing before the days after that period. Without a record they run from the end of the period.
 */
export function evaluationPeriodFrom(task: Task): Instant {
  const { from, to } = task.window;
  if (!('record' in task)) return to;
  const { record, receivedAt = to } = task;
  const fits = from <= record.startedAt && record.endedAt <= to && from <= receivedAt;
  return fits ? receivedAt : Math.max(receivedAt, to);
}

/**
 * [EVAL-1] An evaluation can be given and corrected until the time of the policy has passed. What was given in time by
 * the device's clock is taken for as long as an event may wait for others (EVAL-6): shops too have no signal.
 */
export function evaluationOpen(
  task: Task,
  { at, now }: { readonly at: Instant; readonly now: Instant },
  { evaluationPeriod, gapWait }: Pick<Policy, 'evaluationPeriod' | 'gapWait'>,
): boolean {
  const end = evaluationPeriodFrom(task) + evaluationPeriod;
  return now < end || (at < end && now < end + gapWait);
}
