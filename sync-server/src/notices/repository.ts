/** Outbox of messages: written in the write of the effect that they tell of, sent by a job. */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Message } from '@liangma/shared/notices/message';
import type { messageListSpec } from '@liangma/shared/notices/message-list';
import type { ListPage } from '../lists/repository.ts';

export interface StoredMessage extends Message {
  readonly shard: string;
  /** County, or a wider region, of the effect that it tells of: whose operator sees it. */
  readonly county: RegionCode;
  /** Names what is told to whom: it is told once. */
  readonly key: string;
}

export interface UndeliveredTimes {
  readonly since: Instant;
  readonly lateBefore: Instant;
}

export interface Undelivered {
  readonly waiting: number;
  /** Part of `waiting`. */
  readonly late: number;
  readonly failed: number;
}

export interface MessageReads {
  byId(shard: string, id: string): Promise<StoredMessage | undefined>;
  /** Oldest first. */
  ofTask(shard: string, task: string): Promise<StoredMessage[]>;
  /** Queued messages whose time has come, the oldest first. */
  due(shard: string, now: Instant, limit: number): Promise<StoredMessage[]>;
  /** Messages of a region; without a state those that are not delivered. */
  list(region: RegionCode, query: ListQuery<typeof messageListSpec>): Promise<ListPage<StoredMessage>>;
  /** Numbers of messages of a region that wait or were given up, from `since` on; those that wait are late if they are older than `lateBefore`. */
  undelivered(region: RegionCode, times: UndeliveredTimes): Promise<Undelivered>;
}

export interface MessageWrites {
  /** False, and nothing is written, if this was told before. */
  add(message: StoredMessage): Promise<boolean>;
  /** Reads a message and locks it until the commit. */
  hold(shard: string, id: string): Promise<StoredMessage | undefined>;
  save(message: StoredMessage): Promise<void>;
}
