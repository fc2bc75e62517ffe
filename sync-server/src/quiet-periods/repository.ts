import type { Day } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';

export interface QuietPeriodReads {
  byId(id: string): Promise<QuietPeriod | undefined>;
  /** Arrangements of a region, of those around it and of those in it, by name; the ended ones too. */
  about(region: RegionCode): Promise<QuietPeriod[]>;
}

export interface QuietPeriodWrites {
  save(period: QuietPeriod): Promise<void>;
  /** `until`: the last day on which it is in force. */
  end(id: string, until: Day): Promise<void>;
}
