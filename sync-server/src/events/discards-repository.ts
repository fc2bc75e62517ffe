/** Refused events that officers set aside on their devices (SYNC-15), as reports state them. */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Discard } from '@liangma/shared/protocol/discard';

export interface ToldDiscard extends Discard {
  readonly device: string;
  /** When the server was first told. */
  readonly toldAt: Instant;
}

export interface DiscardReads {
  /** In the order they were told. */
  discardsOf(task: string): Promise<ToldDiscard[]>;
  countDiscards(device: string, toldAfter: Instant): Promise<number>;
}

export interface DiscardWrites {
  /** False where it was told before: the first word stays. */
  saveDiscard(discard: ToldDiscard): Promise<boolean>;
}
