/** Thresholds and the working calendar as dated data. Nothing is changed or deleted: history stays. */
import type { PolicyRow } from '@liangma/shared/compliance/policy-rows';
import type { CalendarYear } from '@liangma/shared/kernel/working-days';

export interface PolicyReads {
  /** Changes with every save. */
  revision(): Promise<number>;
  rows(): Promise<PolicyRow[]>;
  /** The newest notice of each year. */
  years(): Promise<CalendarYear[]>;
}

export interface PolicyWrites {
  saveRows(rows: readonly PolicyRow[]): Promise<void>;
  saveYears(years: readonly CalendarYear[]): Promise<void>;
}
