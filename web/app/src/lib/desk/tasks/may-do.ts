import { type Actor, authorise } from '@liangma/shared/access/authorise';
import type { Task } from '@liangma/shared/tasks/task';

/** What this person may do with it now; the server decides the same. */
export function mayDo(actor: Actor | undefined, task: Task): { decide: boolean; own: boolean; withdraw: boolean } {
  const subject = { agency: task.agency.id };
  const own = actor?.account === task.applied.by;
  const may = (action: 'task.decide' | 'task.withdraw'): boolean =>
    actor !== undefined && authorise(actor, action, subject);
  return {
    decide: task.state === 'applied' && may('task.decide'),
    own,
    withdraw: task.state === 'issued' && may('task.withdraw'),
  };
}
