/** The receipt that the server gave for a blob: evidence, and so kept in the store. */
import type { Instant } from '@liangma/shared/kernel/instant';
export interface KeptPhoto {
  /** Shard of the task. The same photo of a task elsewhere has a receipt there. */
  readonly shard: string;
  readonly hash: string;
  readonly receivedAt: Instant;
  readonly receipt: Uint8Array;
}

export interface PhotoReads {
  byHash(shard: string, hash: string): Promise<KeptPhoto | undefined>;
}

export interface PhotoWrites {
  /** The first receipt of a hash stays. */
  save(photo: KeptPhoto): Promise<void>;
  /** In the place of one that is not believed any more. */
  renew(photo: KeptPhoto): Promise<void>;
}
