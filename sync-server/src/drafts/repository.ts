/** Drafts of records, one a task. Not evidence: an ended one is emptied. */
import type { Draft } from '@liangma/shared/drafts/draft';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Checkpoint } from '@liangma/shared/protocol/documents';

export interface StoredDraft {
  readonly task: string;
  readonly shard: string;
  readonly seq: number;
  readonly updatedAt: Instant;
  readonly ended: boolean;
  readonly draft: Draft;
}

/** A draft on its way to an officer's devices, with the officers that its task has now. */
export interface FeedDraft extends StoredDraft {
  readonly officers: readonly string[];
}

export interface DraftReads {
  ofTask(shard: string, task: string): Promise<StoredDraft | undefined>;
  /** Drafts of every task that is or was the officer's. */
  feed(officer: string, after: Checkpoint, limit: number): Promise<FeedDraft[]>;
}

export interface DraftWrites {
  /**
   * Works like `tx.shards.next`, with a counter for drafts only: drafts are saved all the time, and neither wait for the events of
   * their shard nor hold them up. A write that takes both counters takes that of the shard first.
   */
  next(shard: string): Promise<number>;
  save(draft: StoredDraft): Promise<void>;
}
