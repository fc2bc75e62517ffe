/** Directory of shards: where a row is, for a reader who knows an id and not its shard (docs/adr/0024). */

/** `number`: short number of a code. `quarantined`: event in quarantine. */
export type PlaceKind = 'task' | 'number' | 'device' | 'grant' | 'enterprise' | 'alert' | 'message' | 'quarantined';

export interface PlaceReads {
  /** Undefined if nothing has this id. */
  shardOf(kind: PlaceKind, id: string): Promise<string | undefined>;
  /** Shards of the ids that are known. */
  shardsOf(kind: PlaceKind, ids: readonly string[]): Promise<Map<string, string>>;
}

export interface PlaceWrites {
  /** Enters an id, once. Returns false, and changes nothing, if the id is in another shard. */
  claim(kind: PlaceKind, id: string, shard: string): Promise<boolean>;
  /** Enters that an id is in this shard from now on. */
  move(kind: PlaceKind, id: string, shard: string): Promise<void>;
}
