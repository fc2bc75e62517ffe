/** How the state of a task looks as a tag. */
import type { TaskState } from '@liangma/shared/tasks/task';

const LOOK: Record<TaskState, '' | 'ok' | 'warn' | 'bad'> = {
  applied: 'warn',
  rejected: '',
  issued: 'ok',
  withdrawn: '',
  refused: 'bad',
  inspecting: 'ok',
  recorded: '',
  'performed-after-withdrawal': 'bad',
};

export const lookOf = (state: TaskState): string => LOOK[state];
