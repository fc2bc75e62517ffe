/** [DRAFT-4] Ends a draft when the record of its task is there. */

import { holdsDraft } from '@liangma/shared/drafts/draft-life';
import { ended } from '@liangma/shared/drafts/merge';
import type { Task } from '@liangma/shared/tasks/task';
import type { Writes } from '../ports/store.ts';
import type { StoredDraft } from './repository.ts';

/** In the transaction that moves the task. */
export async function endDraft(tx: Writes<'drafts'>, shard: string, task: Task): Promise<void> {
  if (holdsDraft(task.state)) return;
  if (!(await tx.drafts.ofTask(shard, task.id))) return;
  const seq = await tx.drafts.next(shard);
  const kept = await tx.drafts.ofTask(shard, task.id);
  if (kept && !kept.ended) await tx.drafts.save(endOf({ ...kept, shard, seq }));
}

/** Without its content: the record has that. */
export const endOf = (kept: StoredDraft): StoredDraft => ({ ...kept, ended: true, draft: ended(kept.draft) });
