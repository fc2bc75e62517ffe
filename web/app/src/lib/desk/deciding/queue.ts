/** Applications that await approval, in the order in which they have to be decided: by the start of the inspection. */
import { type Day, dayOf, type Instant } from '@liangma/shared/kernel/instant';
import type { TaskRow } from '@liangma/shared/tasks/task-list';

export interface QueueGroup {
  /** Undefined for inspections whose start has passed. */
  readonly day: Day | undefined;
  /** A moment of that day. */
  readonly at: Instant;
  readonly tasks: readonly TaskRow[];
}

/** Applications of the own agency, and joint ones of others that wait for its agreement. */
export const waitingFor = (tasks: readonly TaskRow[], agency: string | undefined): TaskRow[] =>
  tasks.filter((task) => task.agency.id === agency || waitsForPartner(task, agency));

export const waitsForPartner = ({ partners }: Pick<TaskRow, 'partners'>, agency: string | undefined): boolean =>
  partners.some(({ id, agreement }) => id === agency && agreement !== 'agreed' && agreement !== 'declined');

/** Earliest start first; of the same start the one that waits longest. */
export const queueOf = (tasks: readonly TaskRow[]): TaskRow[] =>
  [...tasks].sort((a, b) => a.window.from - b.window.from || a.applied.at - b.applied.at);

export function groupsOf(tasks: readonly TaskRow[], now: Instant): QueueGroup[] {
  const groups = new Map<Day | undefined, TaskRow[]>();
  for (const task of queueOf(tasks)) {
    const day = task.window.from <= now ? undefined : dayOf(task.window.from);
    groups.set(day, [...(groups.get(day) ?? []), task]);
  }
  return [...groups].map(([day, tasks]) => ({ day, at: tasks[0]?.window.from ?? now, tasks }));
}

/** [APR-1] Returns what this account decides next: the next in the queue, else the first; never an own application. */
export function nextAfter(id: string, tasks: readonly TaskRow[], account: string): TaskRow | undefined {
  const queue = queueOf(tasks);
  const at = queue.findIndex((task) => task.id === id);
  const rest = [...queue.slice(at + 1), ...queue.slice(0, Math.max(at, 0))];
  return rest.find(({ applicants }) => !applicants.includes(account));
}
