/**
 * [NOT-2] Tasks whose period has ended without a start lapse. Any number of servers may do this at once: each task
 * lapses under its shard, for the server that takes it first.
 */

import { shardOf } from '@liangma/shared/kernel/regions';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { transition } from '@liangma/shared/tasks/transition';
import { tellLapsed } from '../alerts/sweep-alerts.ts';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { findTask } from '../ports/directory.ts';
import { committed, unchanged } from '../ports/store.ts';

const ACTOR = 'system';
/** Tasks of one look: a store that was off for a year has many. */
const BATCH = 200;

/** Lapses the tasks that are due, and returns their number. */
export async function lapseTasks(deps: Deps): Promise<number> {
  await deps.policies.refresh();
  let lapsed = 0;
  for (const shard of (await deps.store.read((tx) => tx.shards.all())).keys()) lapsed += await lapseIn(deps, shard);
  return lapsed;
}

async function lapseIn(deps: Deps, shard: string): Promise<number> {
  let lapsed = 0;
  for (;;) {
    const due = await deps.store.read((tx) => tx.tasks.toLapse(shard, deps.clock.now(), BATCH));
    let taken = 0;
    for (const task of due) taken += Number(await lapseOne(deps, task));
    lapsed += taken;
    // No task taken means that another server is lapsing the same tasks.
    if (due.length < BATCH || taken === 0) return lapsed;
  }
}

async function lapseOne(deps: Deps, { id, enterprise }: Pick<IssuedTask, 'id' | 'enterprise'>): Promise<boolean> {
  const shard = shardOf(enterprise.region);
  const seq = await deps.store.write(async (tx) => {
    const seq = await tx.shards.next(shard);
    const task = await findTask(tx, id);
    const next = task && transition(task, { type: 'lapse', at: deps.clock.now() });
    if (!next?.ok) return unchanged(undefined);
    await tx.tasks.save(shard, seq, next.value);
    await tellLapsed(deps, tx, next.value);
    return committed(seq, auditEntry(deps, shard, ACTOR, 'task.lapse', id));
  });
  if (seq === undefined) return false;
  deps.hints.publish({ collection: 'tasks', shard, seq });
  return true;
}
