/** [SYNC-6] Loads the facts for `changed-since.ts`: the present register and list for a task whose code was signed before. */
import { changedSince, type Difference } from '@liangma/shared/sync/changed-since';
import type { Task } from '@liangma/shared/tasks/task';
import { hasCode } from '@liangma/shared/tasks/transition';
import type { Deps } from '../deps.ts';
import { findRegistered } from '../ports/directory.ts';
import { codeAt } from './code-at.ts';

/** Empty for a task without a code. */
export async function differencesOf(deps: Deps, task: Task): Promise<Difference[]> {
  const { claims } = hasCode(task) ? await codeAt(deps, task.code, task.window.from, { ours: [task.code] }) : {};
  if (!claims) return [];
  return deps.store.read(async (tx) =>
    changedSince(claims, await tx.matters.ofVersion(claims.catalog), task, {
      agency: (await tx.registry.agency(claims.agency))?.name,
      enterprise: (await findRegistered(tx, claims.enterprise))?.name,
      officers: await tx.officers.byIds(task.officers.map(({ id }) => id)),
      matters: await tx.matters.all(),
    }),
  );
}
