export interface ShardReads {
  /** The last number of every shard. */
  all(): Promise<Map<string, number>>;
}

export interface ShardWrites {
  /** Takes the shard for this transaction and gives its next number: commit order is number order. */
  next(shard: string): Promise<number>;
  /** Takes `by` further numbers of a shard that this write holds. */
  advance(shard: string, by: number): Promise<void>;
}
