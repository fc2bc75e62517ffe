/** Lists with search, filters, one sort and pages (shared/src/lists). */

import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { Place } from '@liangma/shared/lists/cursor';

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

/** Rows of one agency, which lie in its region, or all rows of a region. */
export type ListScope = { readonly agency: string; readonly region: RegionCode } | { readonly region: RegionCode };
