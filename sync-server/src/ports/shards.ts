import type { RegionCode } from '@liangma/shared/kernel/regions';

/** Shard of rows about what is in none: audit entries about accounts, search documents of reference tables. */
export const NO_SHARD = '';

export interface ShardReads {
  /** The last number of every shard. */
  all(): Promise<Map<string, number>>;
  /** Shards of a region: its prefecture, or all that lie in a province, and the province's own. */
  under(region: RegionCode): Promise<string[]>;
}

export interface ShardWrites {
  /** Takes the shard for this transaction and gives its next number: commit order is number order. */
  next(shard: string): Promise<number>;
  /** Takes `by` further numbers of a shard that this write holds. */
  advance(shard: string, by: number): Promise<void>;
}
