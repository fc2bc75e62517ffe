import type { Day } from '@liangma/shared/kernel/instant';
import type { Leave } from '@liangma/shared/registry/leave';

export interface LeaveReads {
  byId(shard: string, id: string): Promise<Leave | undefined>;
  /** Leaves of an agency that touch these days, in the order of their first days; `to` null for all that follow. */
  ofAgencies(
    shard: string,
    agencies: readonly string[],
    days: { readonly from: Day; readonly to: Day | null },
  ): Promise<Leave[]>;
}

export interface LeaveWrites {
  save(shard: string, leave: Leave): Promise<void>;
  remove(shard: string, id: string): Promise<void>;
}
