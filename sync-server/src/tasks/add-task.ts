import type { Task } from '@liangma/shared/tasks/task';
import type { WriteTx } from '../ports/store.ts';

/** Saves a task that is new, and enters its id and its short number in the directory of shards. */
export async function addTask(
  tx: Pick<WriteTx, 'places' | 'tasks'>,
  shard: string,
  seq: number,
  task: Task,
): Promise<void> {
  await tx.places.claim('task', task.id, shard);
  if ('number' in task && task.number !== undefined) await tx.places.claim('number', task.number, shard);
  await tx.tasks.save(shard, seq, task);
}
