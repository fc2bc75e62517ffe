/** Lists with search, filters, one sort and pages (shared/src/lists). */

import type { Instant } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { Place } from '@liangma/shared/lists/cursor';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Task } from '@liangma/shared/tasks/task';
import type { taskListSpec } from '@liangma/shared/tasks/task-list';

/** A row of a page with its place in the list. */
export interface Placed<Row> {
  readonly row: Row;
  readonly place: Place;
}

export interface ListPage<Row> {
  readonly rows: readonly Placed<Row>[];
  readonly total: number;
  readonly atLeast: boolean;
  /** True when rows follow after the last, or come before the first, of this page. */
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** Tasks of one agency, or of a region. */
export type TaskScope = { readonly agency: string } | { readonly region: RegionCode };

export interface TaskListQuery {
  readonly scope: TaskScope;
  readonly query: ListQuery<typeof taskListSpec>;
  /** Evaluations since then count for `with: evaluated`. */
  readonly evaluatedSince: Instant;
}

export interface ListReads {
  listTasks(query: TaskListQuery): Promise<ListPage<Task>>;
}
