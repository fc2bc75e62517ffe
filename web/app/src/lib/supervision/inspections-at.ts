import { addressOf, type FiltersOf } from '@liangma/shared/lists/list-query';
import { taskListSpec } from '@liangma/shared/tasks/task-list';
import { resolve } from '$app/paths';

/** Address of the list of inspections with these filters: each figure opens the rows that it counts. */
export const inspectionsAt = (filters: FiltersOf<typeof taskListSpec>): string =>
  resolve('/supervision/inspections') + addressOf(taskListSpec, { filters });
