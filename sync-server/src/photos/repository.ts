/** The receipt that the server gave for a blob: evidence, and so kept in the store. */
import type { Instant } from '@liangma/shared/kernel/instant';
export interface StoredPhoto {
  /** Shard of the task. The same photo of a task elsewhere has a receipt there. */
  readonly shard: string;
  readonly hash: string;
  readonly receivedAt: Instant;
  readonly receipt: Uint8Array;
}

export interface PhotoReads {
  byHash(shard: string, hash: string): Promise<StoredPhoto | undefined>;
}

export interface PhotoWrites {
  /** The first receipt of a hash stays. */
  save(photo: StoredPhoto): Promise<void>;
  /** In the place of one that is not believed any more. */
  renew(photo: StoredPhoto): Promise<void>;
}
