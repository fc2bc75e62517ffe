import type { Instant } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';

export interface CountyCount {
  readonly county: string;
  readonly today: number;
  readonly ongoing: number;
  readonly refused: number;
}

export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

export interface SupervisionReads {
  countyCounts(region: RegionCode, day: Period): Promise<CountyCount[]>;
  /** FREQ-3: recorded joint inspections that began in the period, and the partners that took part in them. */
  jointCounts(region: RegionCode, period: Period): Promise<{ readonly inspections: number; readonly partners: number }>;
}
