/** How many tasks stand in each state: the numbers beside the sections, refreshed when something changed. */
import type { TaskState } from '@liangma/shared/tasks/task';
import { onChange } from '#lib/api/stream.ts';
import { listTasks } from '#lib/api/tasks.ts';

class DeskCounts {
  of = $state.raw<Readonly<Partial<Record<TaskState, number>>>>({});

  async refresh(): Promise<void> {
    const list = await listTasks(undefined, 1);
    if (list.ok) this.of = list.value.counts;
  }

  /** Until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    return onChange(() => void this.refresh());
  }
}

export const deskCounts = new DeskCounts();
