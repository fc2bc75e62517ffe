import type { AlertCode } from '@liangma/shared/alerts/alert-rules';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Discard } from '@liangma/shared/protocol/discard';
import type { RejectCode } from '@liangma/shared/protocol/documents';
import type { Missing } from '@liangma/shared/sync/chain';

/** An event whose signature holds, as it was judged. */
export interface StoredEvent {
  readonly id: string;
  readonly device: string;
  readonly deviceSeq: number;
  readonly type: string;
  /** Empty for an event of a region. */
  readonly task: string;
  /** Empty for an event of a task. */
  readonly region: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly shard: string;
  readonly seq: number;
  readonly hash: string;
  readonly envelope: Uint8Array;
  readonly state: 'accepted' | 'waiting' | 'quarantined' | 'rejected';
  readonly code: RejectCode | null;
  readonly reasons: readonly string[];
  readonly receipt: Uint8Array | null;
  readonly alerts: readonly AlertCode[];
  /** Account that brought it in from a file (SYNC-16); null for what its device sent. */
  readonly handedInBy: string | null;
}

/** An event that waits, without its envelope: a device may have any number of them. */
export type WaitingEvent = Pick<StoredEvent, 'shard' | 'id' | 'deviceSeq' | 'receivedAt'>;

/** An envelope in the chain of its device. */
export type ChainLink = Pick<StoredEvent, 'deviceSeq' | 'hash' | 'envelope'>;

export interface EventReads {
  /** Hashes of the events that are here, by id. */
  hashes(shard: string, ids: readonly string[]): Promise<Map<string, string>>;
  byId(shard: string, id: string): Promise<StoredEvent | undefined>;
  /** SYNC-7: accepted events that carried an enterprise's answer with this id. */
  carriers(shard: string, event: string): Promise<StoredEvent[]>;
  waiting(shard: string, device: string, deviceSeq: number): Promise<StoredEvent | undefined>;
  /** In the order of the chain. */
  waitingOf(shard: string, device: string): Promise<WaitingEvent[]>;
  countWaiting(shard: string, device: string): Promise<number>;
  /** Devices with events that wait in this shard, and have waited since then. */
  waitingDevices(shard: string, receivedBefore?: Instant): Promise<string[]>;
  /** Events of a device by their numbers, in any state; `most` of them. */
  chain(shard: string, device: string, numbers: Missing, most?: number): Promise<StoredEvent[]>;
  /** [SYNC-2] Envelopes with these numbers that were kept under an id that another event has. */
  conflicting(shard: string, device: string, numbers: Missing): Promise<ChainLink[]>;
  /** Devices with events that wait for this task or for one before them. */
  awaiting(shard: string, task: string): Promise<string[]>;
  /** The first events of a device beyond that number of the shard's feed. */
  feed(shard: string, device: string, after: number, limit: number): Promise<StoredEvent[]>;
  /** Counts events of a device in this shard beyond that number of its feed. */
  countAfter(shard: string, device: string, seq: number): Promise<number>;
  accepted(shard: string, task: string): Promise<StoredEvent[]>;
  /** SHOW-3: an officer's device has said that it showed the code. */
  isCodeShown(shard: string, task: string): Promise<boolean>;
  /** The latest moment that events of this chain before this number state; 0 without any. */
  latestMoment(shard: string, device: string, beforeSeq: number): Promise<Instant>;
  /** In the order they were told. */
  discards(shard: string, task: string): Promise<StoredDiscard[]>;
  countDiscards(device: string, since: Instant): Promise<number>;
}

export interface EventWrites {
  save(event: StoredEvent): Promise<void>;
  /** [SYNC-22] Deletes an event that waited and is refused, of a key that is enrolled to nobody. */
  drop(shard: string, id: string): Promise<void>;
  saveCarrier(shard: string, event: string, carrier: string): Promise<void>;
  /** SYNC-2: other bytes under a used id stay as evidence. */
  saveConflicting(shard: string, id: string, device: string, link: ChainLink, receivedAt: Instant): Promise<void>;
  /** False where it was told before: the first word stays. */
  saveDiscard(shard: string, discard: StoredDiscard): Promise<boolean>;
}

export interface StoredDiscard extends Discard {
  readonly device: string;
  /** When the server was first told. */
  readonly receivedAt: Instant;
}
