/** Number of a document (文号). The id of a task is no number that anybody could say. */
import { dayOf } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';

/** `document`: given by the approval (APR-5). `blank`: filled in by hand. */
export type DocumentNumber =
  | { readonly kind: 'document'; readonly text: string }
  | { readonly kind: 'blank'; readonly year: string };

export function documentNumberOf(task: Task): DocumentNumber {
  if ('documentNumber' in task && task.documentNumber !== undefined)
    return { kind: 'document', text: task.documentNumber };
  const decided = 'approved' in task ? task.approved : task.applied;
  return { kind: 'blank', year: dayOf(decided.at).slice(0, 4) };
}
