/** Counts tasks by state for the numbers beside the sections; refreshed when something changes. */
import { onChange } from '#lib/api/stream.ts';
import { countTasks, type TaskCounts } from '#lib/api/tasks.ts';

class DeskCounts {
  of = $state.raw<TaskCounts>({});

  async refresh(): Promise<void> {
    const counts = await countTasks();
    if (counts.ok) this.of = counts.value;
  }

  /** Until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    return onChange(() => void this.refresh());
  }
}

export const deskCounts = new DeskCounts();
