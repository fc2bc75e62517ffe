/** May a record be made for this task now? */
import type { Task } from '@liangma/shared/tasks/task';

/** [SYNC-5] An inspection begun before the device knew of a withdrawal, or of a refusal (SHOW-5), is recorded to its end, as evidence. */
export const mayRecord = (task: Task, startedAt: number | undefined): boolean =>
  task.state === 'inspecting' || ((task.state === 'withdrawn' || task.state === 'refused') && startedAt !== undefined);
