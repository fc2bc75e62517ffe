/** Chooses the key whose evaluation of a task counts, because anybody can make any number of keys. */
import type { Instant } from '../kernel/instant.ts';
import type { IssuedTask, Task } from './task.ts';
import { hasCode, isStrong } from './transition.ts';

interface DoorKey {
  readonly device: string;
  readonly at: Instant;
  readonly strong: boolean;
}

/**
 * [EVAL-5] Each task counts one evaluation: that of the key that confirmed or refused inside the inspection period. A key
 * that was before the officers' screen comes before one that only answered in time; then the earlier answer. A key
 * without such an answer has shown nothing but the number of the task: its evaluation is kept, and never summed.
 */
export function countingKey(task: Task, evaluatedBy: readonly string[]): string | undefined {
  if (!hasCode(task)) return undefined;
  return doorKeys(task).find(({ device }) => evaluatedBy.includes(device))?.device;
}

function doorKeys(task: IssuedTask): DoorKey[] {
  const answers = [...task.scans, ...('refused' in task ? [task.refused] : []), ...(task.keptRefusals ?? [])];
  return answers
    .filter(({ proof }) => proof !== undefined)
    .map((answer) => ({ device: answer.device, at: answer.at, strong: isStrong(answer) }))
    .sort((a, b) => Number(b.strong) - Number(a.strong) || a.at - b.at || (a.device < b.device ? -1 : 1));
}

/** Tells whether the device answered this task at all. */
export const hasAnswered = (task: Task, device: string): boolean =>
  hasCode(task) &&
  [...task.scans, ...('refused' in task ? [task.refused] : []), ...(task.keptRefusals ?? [])].some(
    (answer) => answer.device === device,
  );
