import type { Task } from '@liangma/shared/tasks/task';
import type { ReadTx } from '../ports/store.ts';

/** Finds a task by its id alone, through the directory of shards. */
export async function findTask(tx: Pick<ReadTx, 'places' | 'tasks'>, id: string): Promise<Task | undefined> {
  const shard = await tx.places.shardOf('task', id);
  return shard === undefined ? undefined : tx.tasks.byId(shard, id);
}

/** Finds the task whose code has this short number. */
export async function findNumberedTask(
  tx: Pick<ReadTx, 'places' | 'tasks'>,
  number: string,
): Promise<Task | undefined> {
  const shard = await tx.places.shardOf('number', number);
  return shard === undefined ? undefined : tx.tasks.byNumber(shard, number);
}
