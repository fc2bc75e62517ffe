/** Single values of the device's database: the names of the `meta` table and their types. Types only. */
import type { Actor } from '@liangma/shared/access/authorise';
import type { Exchange } from '@liangma/shared/devices/device-report';
import type { PendingStart } from '@liangma/shared/sync/undo-start';
import type { Marker } from '../device/account.ts';
import type { ChainHead, Colleague, LocalCheckpoint } from '../rows.ts';
import type { SyncProblemKind } from '../wire/sync-problem.ts';

/** By exchange: whether its latest attempt failed, and how often for which reason since it last succeeded. */
export type Failures = Partial<
  Record<Exchange, { readonly failing: boolean; readonly kinds: Partial<Record<SyncProblemKind, number>> }>
>;

export interface MetaValues {
  actor: Actor;
  head: ChainHead;
  /** When this device last spoke with the server, and last got its tasks. */
  lastSync: number;
  lastPull: number;
  lastEventsPull: number;
  /** When the first sign-in had everything that work without network needs. */
  setUp: number;
  mattersVersion: number;
  /** Officers of the own agency as the device last heard of them. */
  colleagues: { readonly people: readonly Colleague[]; readonly at: number };
  /** When the matters were last asked for. */
  mattersAt: number;
  /** This device's clock minus the server's at their last contact, milliseconds. */
  skew: number;
  /** Newest time signed by the server that this device has seen, milliseconds. */
  newestSignedTime: number;
  /** When the server last said that this device is revoked; absent in one that is in use. */
  revokedAt: number;
  /** Marker of the databases that the system had cleared before this one was made. */
  evicted: Marker;
  /** Failed attempts since the last success, for the next report. */
  failures: Failures;
  /** Epoch of the full pull under way after a 410; the table `seen` collects its ids. */
  repull: string;
  /** The shards of that pull, if it is not all of them (SYNC-17). */
  repullShards: readonly string[];
  /** Shards that the next pull of tasks begins anew (SYNC-17). */
  divergentShards: readonly string[];
  /** When each shard last diverged. */
  divergedAt: Readonly<Record<string, number>>;
  /** Checkpoints of pulled tasks and events: written in the same transaction as the rows. */
  tasksPulled: LocalCheckpoint;
  eventsPulled: LocalCheckpoint;
  /** Shards that the next pull of events begins anew, because the server lost some of what was pulled (SYNC-20). */
  divergentEventShards: readonly string[];
  /** Starts of inspections that can still be undone. */
  starts: readonly PendingStart[];
  /** Thresholds and working calendar as the signed catalog carries them (`downloads/rules.ts`). */
  rules: string;
  /** Evidence of the last loss after which rows were requeued, and when. */
  requeued: { readonly evidence: string; readonly at: number };
}
