/**
 * Store of the server. It is async, so that any database can implement it. A write is one unit: its work and its audit entries are
 * committed together, or neither is; the promise settles after the commit.
 */

import type { Instant } from '@liangma/shared/kernel/instant';
import type { AccountReads, AccountWrites } from '../accounts/repository.ts';
import type { AlertReads, AlertWrites } from '../alerts/repository.ts';
import type { ArchiveReads, ArchiveWrites } from '../archive/repository.ts';
import type { AttachmentReads, AttachmentWrites } from '../attachments/repository.ts';
import type { PolicyReads, PolicyWrites } from '../compliance/policy-repository.ts';
import type { ReasonReads, ReasonWrites } from '../compliance/repository.ts';
import type { DeviceReads, DeviceWrites } from '../devices/repository.ts';
import type { DraftReads, DraftWrites } from '../drafts/repository.ts';
import type { EvaluationReads, EvaluationWrites } from '../evaluations/repository.ts';
import type { EventReads, EventWrites } from '../events/repository.ts';
import type { GrantReads, GrantWrites } from '../grants/repository.ts';
import type { JobReads, JobWrites } from '../jobs/repository.ts';
import type { LeaveReads, LeaveWrites } from '../leaves/repository.ts';
import type { MatterReads, MatterWrites } from '../matters/repository.ts';
import type { PushReads, PushWrites } from '../notices/push-repository.ts';
import type { MessageReads, MessageWrites } from '../notices/repository.ts';
import type { OfficerReads, OfficerWrites } from '../officers/repository.ts';
import type { PackReads, PackWrites } from '../packs/repository.ts';
import type { PhotoReads, PhotoWrites } from '../photos/repository.ts';
import type { QuarantineReads, QuarantineWrites } from '../quarantine/repository.ts';
import type { QuietPeriodReads, QuietPeriodWrites } from '../quiet-periods/repository.ts';
import type { RegistryHistoryReads, RegistryHistoryWrites } from '../registry/history-repository.ts';
import type { RegistryReads, RegistryWrites } from '../registry/repository.ts';
import type { SetupReads, SetupWrites } from '../setup/repository.ts';
import type { SupervisionReads } from '../supervision/repository.ts';
import type { TaskReads, TaskWrites } from '../tasks/repository.ts';
import type { TemplateReads, TemplateWrites } from '../templates/repository.ts';
import type { TrustReads, TrustWrites } from '../trust/repository.ts';
import type { AuditEntry, AuditReads } from './audit.ts';
import type { PlaceReads, PlaceWrites } from './places.ts';
import type { ShardReads, ShardWrites } from './shards.ts';

/** Outcome of a write's work: changes to commit, with audit entries if there are any, or nothing changed. */
export type Outcome<T> =
  | { readonly commit: true; readonly value: T; readonly audit: readonly AuditEntry[] }
  | { readonly commit: false; readonly value: T };

export const committed = <T>(value: T, ...audit: readonly AuditEntry[]): Outcome<T> => ({ commit: true, value, audit });
/** Outcome of the server's own bookkeeping, which is nobody's act and needs no audit entry. */
export const noted = <T>(value: T): Outcome<T> => ({ commit: true, value, audit: [] });
export const unchanged = <T>(value: T): Outcome<T> => ({ commit: false, value });

export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /** Changes when the store is replaced by a backup: devices then pull afresh. */
  readonly epoch: string;
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: WriteTx) => Promise<Outcome<T>>): Promise<T>;
  /** Reads from the disk and writes to it; rejects if either fails. */
  probe(now: Instant): Promise<void>;
  /**
   * Brings the statistics of the database up to date after very many rows: without them PostgreSQL searches as if the register were
   * empty, until it does so by itself. For a province with its inspections it takes more than a minute.
   */
  refreshStatistics(): Promise<void>;
  close(): Promise<void>;
}

export interface ReadTx {
  readonly accounts: AccountReads;
  readonly setup: SetupReads;
  readonly registry: RegistryReads;
  readonly registryHistory: RegistryHistoryReads;
  readonly officers: OfficerReads;
  readonly matters: MatterReads;
  readonly shards: ShardReads;
  readonly tasks: TaskReads;
  readonly grants: GrantReads;
  readonly trust: TrustReads;
  readonly devices: DeviceReads;
  readonly events: EventReads;
  readonly drafts: DraftReads;
  readonly evaluations: EvaluationReads;
  readonly alerts: AlertReads;
  readonly archive: ArchiveReads;
  readonly attachments: AttachmentReads;
  readonly templates: TemplateReads;
  readonly leaves: LeaveReads;
  readonly messages: MessageReads;
  readonly pushes: PushReads;
  readonly quarantine: QuarantineReads;
  readonly quietPeriods: QuietPeriodReads;
  readonly policies: PolicyReads;
  readonly reasons: ReasonReads;
  readonly audit: AuditReads;
  readonly supervision: SupervisionReads;
  readonly packs: PackReads;
  readonly photos: PhotoReads;
  readonly jobs: JobReads;
  readonly places: PlaceReads;
}

export interface WriteTx {
  readonly accounts: AccountReads & AccountWrites;
  readonly setup: SetupReads & SetupWrites;
  readonly registry: RegistryReads & RegistryWrites;
  readonly registryHistory: RegistryHistoryReads & RegistryHistoryWrites;
  readonly officers: OfficerReads & OfficerWrites;
  readonly matters: MatterReads & MatterWrites;
  readonly shards: ShardReads & ShardWrites;
  readonly tasks: TaskReads & TaskWrites;
  readonly grants: GrantReads & GrantWrites;
  readonly trust: TrustReads & TrustWrites;
  readonly devices: DeviceReads & DeviceWrites;
  readonly events: EventReads & EventWrites;
  readonly drafts: DraftReads & DraftWrites;
  readonly evaluations: EvaluationReads & EvaluationWrites;
  readonly alerts: AlertReads & AlertWrites;
  readonly archive: ArchiveReads & ArchiveWrites;
  readonly attachments: AttachmentReads & AttachmentWrites;
  readonly templates: TemplateReads & TemplateWrites;
  readonly leaves: LeaveReads & LeaveWrites;
  readonly messages: MessageReads & MessageWrites;
  readonly pushes: PushReads & PushWrites;
  readonly quarantine: QuarantineReads & QuarantineWrites;
  readonly quietPeriods: QuietPeriodReads & QuietPeriodWrites;
  readonly policies: PolicyReads & PolicyWrites;
  readonly reasons: ReasonReads & ReasonWrites;
  readonly audit: AuditReads;
  readonly supervision: SupervisionReads;
  readonly packs: PackReads & PackWrites;
  readonly photos: PhotoReads & PhotoWrites;
  readonly jobs: JobReads & JobWrites;
  readonly places: PlaceReads & PlaceWrites;
}

/** Repositories that a function reads. */
export type Reads<K extends keyof ReadTx> = Pick<ReadTx, K>;
/** Repositories that a function reads and writes. */
export type Writes<K extends keyof WriteTx> = Pick<WriteTx, K>;
