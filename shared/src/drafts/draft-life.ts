/** Lifetime of the draft that the officers of a task fill together. */
import type { TaskState } from '../tasks/task.ts';

/**
 * [DRAFT-4] A draft ends with its record, or with the task. After a withdrawal, a refusal or the end of the period it
 * goes on: officers who had begun before knowing of it still record (SYNC-5, SHOW-5, NOT-2).
 */
export const holdsDraft = (state: TaskState): boolean => HOLDING.includes(state);

const HOLDING: readonly TaskState[] = ['issued', 'inspecting', 'withdrawn', 'refused', 'lapsed'];
