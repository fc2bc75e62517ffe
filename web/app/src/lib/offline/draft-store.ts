/** Records being filled in. They stay on this device. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { type Local, openDrafts } from './local.ts';

export async function readDraft(local: Local, task: TaskId): Promise<{ data: unknown; updatedAt: number } | undefined> {
  const draft = await (await openDrafts(local)).findOne(task).exec();
  return draft ? { data: draft.toMutableJSON().data, updatedAt: draft.updatedAt } : undefined;
}

/** Throws what the storage throws. */
export async function saveDraft(local: Local, task: TaskId, data: object, now: number): Promise<void> {
  await (await openDrafts(local)).incrementalUpsert({ id: task, updatedAt: now, data });
}

export async function dropDraft(local: Local, task: TaskId): Promise<void> {
  await (await (await openDrafts(local)).findOne(task).exec())?.remove();
}
