/** Outbox of messages: written in the write of the effect that they tell of, sent by a job. */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Message } from '@liangma/shared/notices/message';

export interface StoredMessage extends Message {
  readonly shard: string;
  /** Names what is told to whom: it is told once. */
  readonly key: string;
}

export interface MessageReads {
  byId(shard: string, id: string): Promise<StoredMessage | undefined>;
  /** Oldest first. */
  ofTask(shard: string, task: string): Promise<StoredMessage[]>;
  /** Queued messages whose time has come, the oldest first. */
  due(shard: string, now: Instant, limit: number): Promise<StoredMessage[]>;
}

export interface MessageWrites {
  /** False, and nothing is written, if this was told before. */
  add(message: StoredMessage): Promise<boolean>;
  /** Reads a message and locks it until the commit. */
  hold(shard: string, id: string): Promise<StoredMessage | undefined>;
  save(message: StoredMessage): Promise<void>;
}
