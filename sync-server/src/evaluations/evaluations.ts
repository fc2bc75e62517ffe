/** [EVAL-5] Keeping evaluations, and which of a task counts: the facts for `door-keys.ts`. */
import type { Evaluation } from '@liangma/shared/evaluations/evaluation';
import { replaces } from '@liangma/shared/evaluations/history';
import { countingKey } from '@liangma/shared/tasks/door-keys';
import type { Task } from '@liangma/shared/tasks/task';
import type { StoredEvent } from '../events/repository.ts';
import type { Writes } from '../ports/store.ts';

/** [SYNC-8] Keeps the newest evaluation of a device. One that fills a gap late may be older than the one that counts. */
export async function keepEvaluation(
  tx: Writes<'evaluations'>,
  task: Task,
  row: StoredEvent,
  evaluation: Evaluation,
): Promise<void> {
  const { device, deviceSeq: seq } = row;
  const before = await tx.evaluations.seq(row.shard, task.id, device);
  if (before !== undefined && !replaces({ device, seq }, { device, seq: before })) return;
  await tx.evaluations.save(row.shard, task, row, evaluation);
  await recount(tx, row.shard, task);
}

/** Also when an answer at the door is proved later than it was evaluated. */
export async function recount(tx: Writes<'evaluations'>, shard: string, task: Task): Promise<void> {
  const keys = await tx.evaluations.devices(shard, task.id);
  if (keys.length > 0) await tx.evaluations.count(shard, task.id, countingKey(task, keys) ?? null);
}
