/** Number of a document (文号). The id of a task is no number that anybody could say. */
import { dayOf } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';

/** `document`: given by the agency. `code`: the check number of the code stands for the serial. `blank`: filled in by hand. */
export type DocumentNumber =
  | { readonly kind: 'document'; readonly text: string }
  | { readonly kind: 'code'; readonly year: string; readonly serial: string }
  | { readonly kind: 'blank'; readonly year: string };

export function documentNumberOf(task: Task): DocumentNumber {
  if (task.document !== undefined) return { kind: 'document', text: task.document };
  const decided = 'approved' in task ? task.approved : task.applied;
  const year = dayOf(decided.at).slice(0, 4);
  return 'number' in task && task.number !== undefined
    ? { kind: 'code', year, serial: task.number }
    : { kind: 'blank', year };
}
