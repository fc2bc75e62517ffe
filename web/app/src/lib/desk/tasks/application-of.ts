/** The application that a task came from: what the rules look at again when it is decided. */
import type { Application, Task } from '@liangma/shared/tasks/task';
import { contentOf } from '@liangma/shared/tasks/versions';

export const applicationOf = (task: Task): Application => ({ enterprise: task.enterprise.id, ...contentOf(task) });
