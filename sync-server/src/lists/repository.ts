/** Lists with search, filters, one sort and pages (shared/src/lists). */

import type { alertListSpec } from '@liangma/shared/alerts/alert-list';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { Place } from '@liangma/shared/lists/cursor';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { Officer } from '@liangma/shared/registry/officer';
import type { officerListSpec } from '@liangma/shared/registry/officer-list';
import type { Task } from '@liangma/shared/tasks/task';
import type { taskListSpec } from '@liangma/shared/tasks/task-list';
import type { Alert } from '../alerts/repository.ts';

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

/** Rows of one agency, or of a region. */
export type ListScope = { readonly agency: string } | { readonly region: RegionCode };

export interface TaskListQuery {
  readonly scope: ListScope;
  readonly query: ListQuery<typeof taskListSpec>;
  /** Evaluations since then count for `with: evaluated`. */
  readonly evaluatedSince: Instant;
}

export interface OfficerListQuery {
  readonly scope: ListScope;
  readonly query: ListQuery<typeof officerListSpec>;
  readonly now: Instant;
}

export interface ListReads {
  listTasks(query: TaskListQuery): Promise<ListPage<Task>>;
  /** Enterprises of a region that did not cease. */
  listEnterprises(region: RegionCode, query: ListQuery<typeof enterpriseListSpec>): Promise<ListPage<Enterprise>>;
  listOfficers(query: OfficerListQuery): Promise<ListPage<Officer>>;
  /** Codes of the open alerts of each of the tasks. */
  openAlertsOf(tasks: readonly string[]): Promise<Map<string, string[]>>;
  listAlerts(region: RegionCode, query: ListQuery<typeof alertListSpec>): Promise<ListPage<Alert>>;
}
