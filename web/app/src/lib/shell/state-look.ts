/** Look of a task's state as a tag. */
import type { TaskState } from '@liangma/shared/tasks/task';

const LOOK: Record<TaskState, '' | 'ok' | 'warn' | 'bad'> = {
  applied: 'warn',
  rejected: '',
  'off-site': 'ok',
  issued: 'ok',
  withdrawn: '',
  // A right of the enterprise: nothing to be red about [SHOW-1].
  refused: 'warn',
  inspecting: 'ok',
  recorded: '',
  lapsed: 'bad',
  'performed-after-withdrawal': 'bad',
  'performed-after-refusal': 'bad',
};

export const lookOf = (state: TaskState): string => LOOK[state];
