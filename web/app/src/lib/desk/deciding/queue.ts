/** Applications that await approval, in the order in which they have to be decided: by the start of the inspection. */
import { type Day, dayOf, type Instant } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';
import { isApplicant } from '@liangma/shared/tasks/transition';

export interface QueueGroup {
  /** Undefined for inspections whose start has passed. */
  readonly day: Day | undefined;
  /** A moment of that day. */
  readonly at: Instant;
  readonly tasks: readonly Task[];
}

/** Earliest start first; of the same start the one that waits longest. */
export const queueOf = (tasks: readonly Task[]): Task[] =>
  [...tasks].sort((a, b) => a.window.from - b.window.from || a.applied.at - b.applied.at);

export function groupsOf(tasks: readonly Task[], now: Instant): QueueGroup[] {
  const groups = new Map<Day | undefined, Task[]>();
  for (const task of queueOf(tasks)) {
    const day = task.window.from <= now ? undefined : dayOf(task.window.from);
    groups.set(day, [...(groups.get(day) ?? []), task]);
  }
  return [...groups].map(([day, tasks]) => ({ day, at: tasks[0]?.window.from ?? now, tasks }));
}

/** [APR-1] What this account decides next: the one after it in the queue, else the first; never an own application. */
export function nextAfter(id: string, tasks: readonly Task[], account: string): Task | undefined {
  const queue = queueOf(tasks);
  const at = queue.findIndex((task) => task.id === id);
  const rest = [...queue.slice(at + 1), ...queue.slice(0, Math.max(at, 0))];
  return rest.find((task) => !isApplicant(task, account));
}
