/** Events whose device was barred when they were made, and suspensions of officers. */

import type { BarredReason, Suspension } from '@liangma/shared/devices/barred';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';

export interface Decided {
  readonly at: Instant;
  readonly by: string;
  readonly name: string;
  readonly decision: 'released' | 'dismissed';
  readonly note: string;
}

/** Stands beside the event; stays when it is decided. */
export interface QuarantinedEvent {
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

export interface KeptSuspension extends Suspension {
  readonly id: string;
  readonly officer: string;
  readonly by: string;
  readonly reason: string;
}

export interface QuarantineReads {
  quarantined(event: string): Promise<QuarantinedEvent | undefined>;
  /** Undecided ones of a region, in the order of each chain. */
  quarantine(region: string): Promise<QuarantinedEvent[]>;
  /** Undecided cases of a region: of one device at one task, as they are decided. */
  countQuarantine(region: string): Promise<number>;
  /** Undecided ones of a task, in the order of each chain. */
  quarantineOf(task: string): Promise<QuarantinedEvent[]>;
  /** The latest moment that events of this chain before this number state; 0 without any. */
  latestMoment(device: string, beforeSeq: number): Promise<Instant>;
  suspensionsOf(officer: string): Promise<KeptSuspension[]>;
}

export interface QuarantineWrites {
  saveQuarantined(entry: QuarantinedEvent): Promise<void>;
  saveSuspension(suspension: KeptSuspension): Promise<void>;
  /** Saves an officer who is in the registry already. */
  changeOfficer(officer: Officer): Promise<void>;
}
