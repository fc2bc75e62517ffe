/** Events whose device was barred when they were made, and suspensions of officers. */

import type { BarredReason } from '@liangma/shared/devices/barred';
import type { Instant } from '@liangma/shared/kernel/instant';

export interface Decided {
  readonly at: Instant;
  readonly by: string;
  readonly name: string;
  readonly decision: 'released' | 'dismissed';
  readonly note: string;
}

/** Stands beside the event; stays when it is decided. */
export interface QuarantinedEvent {
  /** Shard of the event. */
  readonly shard: string;
  readonly event: string;
  readonly device: string;
  readonly deviceSeq: number;
  readonly task: string;
  readonly county: string;
  readonly reason: BarredReason;
  /** Since when the device was barred. */
  readonly since: Instant;
  readonly arrivedAt: Instant;
  readonly decided: Decided | null;
}

export interface QuarantineReads {
  byEvent(shard: string, event: string): Promise<QuarantinedEvent | undefined>;
  /** Undecided ones of a region, in the order of each chain. */
  open(region: string): Promise<QuarantinedEvent[]>;
  /** Undecided cases of a region: of one device at one task, as they are decided. */
  count(region: string): Promise<number>;
  /** Undecided ones of a task, in the order of each chain. */
  ofTask(shard: string, task: string): Promise<QuarantinedEvent[]>;
}

export interface QuarantineWrites {
  save(entry: QuarantinedEvent): Promise<void>;
}
