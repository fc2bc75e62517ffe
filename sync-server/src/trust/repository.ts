import type { StatusEntry } from '@liangma/shared/trust/status-list';

export interface TrustReads {
  /** The set bits of a shard's status list, from that day of expiry on. */
  withdrawnCodes(shard: string, fromDay: number): Promise<Omit<StatusEntry, 'shard'>[]>;
  /** Key ids of the roots under which this store was served, the newest last. */
  roots(): Promise<string[]>;
  /**
   * Revision of the signed files' content: the catalog's, and the number of bits in each status list from that day on.
   */
  revision(fromDay: number): Promise<{ catalog: string; withdrawn: ReadonlyMap<string, number> }>;
}

export interface TrustWrites {
  /** Takes so many bits of a day in the status list of a shard; returns the first. */
  takeIndexes(shard: string, day: number, count: number): Promise<number>;
  /** Sets a bit of a status list, for good. */
  withdraw(entry: StatusEntry): Promise<void>;
  saveRoots(kids: readonly string[]): Promise<void>;
}
