/** The n-th of an application is settled by its approval; until then others may be approved before. */
import { nthThisYear } from '@liangma/shared/compliance/frequency';
import { startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';
import type { Reads } from '../ports/store.ts';

/** [NOT-1] Returns an applied task with the `nth` that it would get if it were approved now. */
export async function withCurrentNth(tx: Reads<'tasks'>, task: Task): Promise<Task> {
  if (task.state !== 'applied') return task;
  const visits = await tx.tasks.visits(task.enterprise.id, startOfYear(yearOf(task.window.from)));
  const others = visits.filter((visit) => visit.task !== task.id);
  return { ...task, nth: nthThisYear(task, { visits: others, agency: task.agency }) };
}
