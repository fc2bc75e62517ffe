/** Late entries that an officer made on the own device, perhaps without network. */
import type { Actor } from '@liangma/shared/access/authorise';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Application, Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { findTask } from '../ports/directory.ts';
import { type ApplyError, apply } from './applications.ts';

/**
 * [LATE-1] [LATE-2] Takes an inspection that began without a code as an application with its period in the past; the head decides and
 * confirms it (APR-2). The device gives the id: an entry that is sent again, because its answer was lost, is the same task.
 */
export async function enterLate(
  deps: Deps,
  actor: Actor,
  id: TaskId,
  application: Application,
): Promise<Result<Task, ApplyError>> {
  if (!application.late || !application.officers.some((officer) => officer === actor.officer))
    return err({ code: 'forbidden' });
  const known = await deps.store.read((tx) => findTask(tx, id));
  if (known) return known.applied.by === actor.account ? ok(known) : err({ code: 'forbidden' });
  return apply(deps, actor, application, { id });
}
