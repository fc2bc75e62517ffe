/** Browsers in which people asked to be told by Web Push. A subscription ends with the session in which it was made. */
import type { Actor } from '@liangma/shared/access/authorise';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { PushSubscription } from '@liangma/shared/notices/push';

export interface StoredSubscription extends PushSubscription {
  /** Hash of the endpoint. */
  readonly id: string;
  readonly account: string;
  /** Hash of the session's token. */
  readonly session: string;
  readonly createdAt: Instant;
}

export interface PushReads {
  /** Newest first. */
  ofAccount(account: string): Promise<StoredSubscription[]>;
  /** People who subscribed while they held a post at the agency, or of the region if it is none of an agency. */
  audience(place: string): Promise<Actor[]>;
}

export interface PushWrites {
  /** `places`: ids of agencies and regions of the person's posts. */
  save(subscription: StoredSubscription, places: readonly string[]): Promise<void>;
  remove(id: string): Promise<void>;
}
