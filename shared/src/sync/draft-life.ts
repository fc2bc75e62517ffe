/** How long the officers of a task fill a draft together. */
import type { TaskState } from '../tasks/task.ts';

/**
 * [DRAFT-4] A draft ends with its record, or with the task. After a withdrawal it goes on: who had begun before knowing
 * of it still records (SYNC-5).
 */
export const holdsDraft = (state: TaskState): boolean =>
  state === 'issued' || state === 'inspecting' || state === 'withdrawn';
