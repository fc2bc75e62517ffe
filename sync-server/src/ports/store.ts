/**
 * Store of the server. It is async, so that any database can stand behind it. A write is one unit: its work and its
 * audit entry are committed together, or neither; the promise settles after the commit.
 */
import type { Actor } from '@liangma/shared/access/authorise';
import type { AlertCode } from '@liangma/shared/alerts/alerts';
import type { Visit } from '@liangma/shared/compliance/facts';
import type { Evaluation } from '@liangma/shared/evaluations/evaluation';
import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Region } from '@liangma/shared/kernel/regions';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Checkpoint, RejectCode } from '@liangma/shared/protocol/documents';
import type { ScopeChecksums } from '@liangma/shared/protocol/scope-checksum';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Missing } from '@liangma/shared/sync/chain';
import type { IssuedTask, Task, TaskState } from '@liangma/shared/tasks/task';
import type { StatusEntry } from '@liangma/shared/trust/status-list';
import type { AlertReads, AlertWrites } from '../alerts/repository.ts';
import type { ReasonReads, ReasonWrites } from '../compliance/reasons-repository.ts';
import type { DeviceReads, DeviceWrites } from '../devices/repository.ts';
import type { DraftReads, DraftWrites } from '../drafts/repository.ts';
import type { DiscardReads, DiscardWrites } from '../events/discards-repository.ts';
import type { ListReads } from '../lists/repository.ts';
import type { PackReads, PackWrites } from '../packs/repository.ts';
import type { PhotoReads, PhotoWrites } from '../photos/blobs.ts';
import type { QuarantineReads, QuarantineWrites } from '../quarantine/repository.ts';

export interface AuditEntry {
  readonly id: string;
  readonly at: Instant;
  /** Account name, or `device:` and the device id. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
}

/** Outcome of a write's work: changes to commit, with audit entries if there are any, or nothing changed. */
export type Outcome<T> =
  | { readonly commit: true; readonly value: T; readonly audit: readonly AuditEntry[] }
  | { readonly commit: false; readonly value: T };

export const committed = <T>(value: T, ...audit: readonly AuditEntry[]): Outcome<T> => ({ commit: true, value, audit });
/** Bookkeeping of the server's own, that changes by the minute and is nobody's deed. */
export const noted = <T>(value: T): Outcome<T> => ({ commit: true, value, audit: [] });
export const unchanged = <T>(value: T): Outcome<T> => ({ commit: false, value });

export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /** Changes when the store is replaced by a backup: devices then pull afresh. */
  readonly epoch: string;
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: WriteTx) => Promise<Outcome<T>>): Promise<T>;
  /** Reads from the disk and writes to it; rejects where either fails. */
  probe(now: Instant): Promise<void>;
  close(): Promise<void>;
}

export interface Account {
  readonly name: string;
  /** scrypt, as `adapters/crypto/passwords.ts` writes it. */
  readonly password: string;
  readonly actor: Actor;
}

export interface Session {
  readonly tokenHash: string;
  readonly account: string;
  readonly expiresAt: Instant;
}

export interface LoginAttempts {
  readonly failures: number;
  readonly lastAt: Instant;
}

export interface Device {
  readonly id: string;
  readonly publicKey: Uint8Array;
  /** Null for a browser that nobody enrolled. */
  readonly officer: string | null;
  readonly account: string | null;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly enrolledAt: Instant;
  readonly lastContactAt: Instant;
  /** Device clock minus server clock at the last contact, milliseconds. */
  readonly skew: number;
  readonly revokedAt: Instant | null;
}

/** An event whose signature holds, as it was judged. */
export interface StoredEvent {
  readonly id: string;
  readonly device: string;
  readonly deviceSeq: number;
  readonly type: string;
  readonly task: string;
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
export type WaitingEvent = Pick<StoredEvent, 'id' | 'deviceSeq' | 'receivedAt'>;

/** An envelope in the chain of its device. */
export type ChainLink = Pick<StoredEvent, 'deviceSeq' | 'hash' | 'envelope'>;

/** A grant to issue codes on site, with what has come in under it. */
export interface StoredGrant {
  readonly grant: GivenGrant;
  readonly signed: Uint8Array;
  /** Count of its numbers that the server has seen; `issued` is the highest of them. */
  readonly used: number;
  readonly issued: number;
}

export interface CountyCount {
  readonly county: string;
  readonly today: number;
  readonly ongoing: number;
  readonly refused: number;
}

export interface TaskFilter {
  readonly agency?: string;
  readonly states?: readonly TaskState[];
  /** County code prefix. */
  readonly region?: string;
  readonly startsBefore?: Instant;
  readonly limit: number;
}

/**
 * Data that shows a code live: the text with the anchor in it, and the seed of its chain. Only officers' devices get
 * it.
 */
export interface LiveCode {
  readonly code: string;
  readonly seed: Uint8Array;
}

/** A task on its way to its officers' devices. */
export interface FeedTask {
  readonly shard: string;
  readonly seq: number;
  /** Not, or no longer, the officer's: they are told that it is gone. */
  readonly gone: boolean;
  readonly id: string;
  readonly rev: number;
  readonly state: TaskState;
  /** Begin of the window. */
  readonly from: Instant;
  /** The task as JSON in UTF-8, as it was saved: nobody on the way reads it. */
  readonly json: Uint8Array;
  /** Null where it has none. */
  readonly live: LiveCode | null;
}

export interface ReadTx
  extends AlertReads,
    PackReads,
    DeviceReads,
    PhotoReads,
    QuarantineReads,
    DraftReads,
    DiscardReads,
    ReasonReads,
    ListReads {
  account(name: string): Promise<Account | undefined>;
  session(tokenHash: string): Promise<Session | undefined>;
  loginAttempts(key: string): Promise<LoginAttempts | undefined>;

  regions(under: string): Promise<Region[]>;
  region(code: string): Promise<Region | undefined>;
  agency(id: string): Promise<Agency | undefined>;
  /** Agencies whose own region lies in this one. */
  agenciesIn(region: string): Promise<Agency[]>;
  officersOf(agency: string): Promise<Officer[]>;
  officers(ids: readonly string[]): Promise<Officer[]>;
  catalogVersion(): Promise<number>;
  matters(): Promise<Matter[]>;
  /** SYNC-6: the list as it was under this version; empty for one that was not kept. */
  mattersOfList(version: number): Promise<Matter[]>;
  enterprise(id: string): Promise<Enterprise | undefined>;
  /** Not one that ceased. */
  registered(id: string): Promise<Enterprise | undefined>;
  isEmpty(): Promise<boolean>;

  task(id: string): Promise<Task | undefined>;
  taskOfNumber(number: string): Promise<Task | undefined>;
  /** By task, the texts that were signed for it: the one to be printed, the one to be shown live. */
  codesOf(tasks: readonly string[]): Promise<Map<string, string[]>>;
  tasks(filter: TaskFilter): Promise<Task[]>;
  countTasks(agency: string): Promise<Partial<Record<TaskState, number>>>;
  visits(enterprise: string, since: Instant): Promise<Visit[]>;
  /** FREQ-6: tasks of the agency that name this reference, neither rejected nor withdrawn. */
  tasksOfReference(agency: string, number: string): Promise<Task[]>;
  /** Feed of every task that is or was theirs. A task itself says whom it was given to since. */
  tasksForOfficer(officer: string, after: Checkpoint, limit: number): Promise<FeedTask[]>;
  /** [SYNC-17] Checksums of an officer's feed. */
  scopeChecksums(officer: string): Promise<ScopeChecksums>;
  /** The last number of every shard. */
  shards(): Promise<Map<string, number>>;

  grant(id: string): Promise<StoredGrant | undefined>;
  grantsOf(agency: string): Promise<StoredGrant[]>;
  /** Grants of a device that are not over. */
  grantsOfDevice(device: string, now: Instant): Promise<StoredGrant[]>;
  /** Grants whose region covers the county or lies in it, neither ended nor over. */
  grantsOver(county: string, now: Instant): Promise<StoredGrant[]>;
  /** The set bits of a shard's status list, from that day of expiry on. */
  withdrawnCodes(shard: string, fromDay: number): Promise<Omit<StatusEntry, 'shard'>[]>;
  /** Key ids of the roots under which this store was served, the newest last. */
  roots(): Promise<string[]>;
  /**
   * Revision of the signed files' content: the catalog's, and the number of bits in each status list from that day on.
   */
  trustRevision(fromDay: number): Promise<{ catalog: string; withdrawn: ReadonlyMap<string, number> }>;

  device(id: string): Promise<Device | undefined>;
  devicesOf(officers: readonly string[]): Promise<Device[]>;
  eventHash(id: string): Promise<string | undefined>;
  event(id: string): Promise<StoredEvent | undefined>;
  /** SYNC-7: accepted events that carried an enterprise's answer with this id. */
  carriersOf(event: string): Promise<StoredEvent[]>;
  waitingEvent(device: string, deviceSeq: number): Promise<StoredEvent | undefined>;
  /** In the order of the chain. */
  waitingOf(device: string): Promise<WaitingEvent[]>;
  countWaiting(device: string): Promise<number>;
  /** Devices of which an event waits that comes next in the chain. */
  waitingNext(): Promise<string[]>;
  /** SYNC-3: devices of which an event has waited since then. */
  waitingSince(receivedAt: Instant): Promise<string[]>;
  /** Events of a device by their numbers, in any state; `most` of them. */
  chainOf(device: string, numbers: Missing, most?: number): Promise<StoredEvent[]>;
  /** [SYNC-2] Envelopes with these numbers that were kept under an id that another event has. */
  conflictingOf(device: string, numbers: Missing): Promise<ChainLink[]>;
  /** Devices with events that wait for this task or for one before them. */
  awaiting(task: string): Promise<string[]>;
  eventsForDevice(device: string, after: Checkpoint, limit: number): Promise<StoredEvent[]>;
  /** Counts events of a device in this shard beyond that number of its feed. */
  countEventsAfter(device: string, shard: string, seq: number): Promise<number>;
  acceptedEvents(task: string): Promise<StoredEvent[]>;

  /** Newest first: what was done to a subject. */
  auditOf(subject: string): Promise<AuditEntry[]>;
  countyCounts(region: string, day: { from: Instant; to: Instant }): Promise<CountyCount[]>;
  /** SHOW-3: an officer's device has said that it showed the code. */
  isCodeShown(task: string): Promise<boolean>;
  /** Devices that evaluated a task. */
  evaluatedBy(task: string): Promise<string[]>;
  /** The number in its device's chain of the evaluation that counts. */
  evaluationSeq(task: string, device: string): Promise<number | undefined>;
  /** Counts evaluations that count, one a task (EVAL-5), and that the server got since then. */
  satisfaction(region: string, since: Instant): Promise<{ satisfied: number; total: number }>;
  /** NOT-2: issued tasks whose period has ended, in the order of its end. */
  tasksToLapse(now: Instant, limit: number): Promise<Pick<IssuedTask, 'id' | 'enterprise'>[]>;
}

export interface WriteTx
  extends ReadTx,
    AlertWrites,
    PackWrites,
    DeviceWrites,
    PhotoWrites,
    QuarantineWrites,
    DraftWrites,
    ReasonWrites,
    DiscardWrites {
  /** Takes the shard for this transaction and gives its next number: commit order is number order. */
  nextSeq(shard: string): Promise<number>;
  /** Takes so many bits of a day in the status list of a shard; returns the first. */
  takeStatusIndexes(shard: string, day: number, count: number): Promise<number>;
  /** Sets a bit of a status list, for good. */
  withdrawCode(entry: StatusEntry): Promise<void>;
  saveTask(shard: string, seq: number, task: Task): Promise<void>;
  /** Once a task. No read gives it but the feed of its officers. */
  saveLiveCode(task: string, live: LiveCode): Promise<void>;
  saveRoots(kids: readonly string[]): Promise<void>;
  saveGrant(grant: GivenGrant, signed: Uint8Array): Promise<void>;
  /** A number of a grant has come in. */
  saveGrantedCode(grant: string, number: number): Promise<void>;
  saveDevice(device: Device): Promise<void>;
  /** The device as it is kept, or this one, kept from now on; nobody else can take or save it until the commit. */
  holdDevice(device: Device): Promise<Device>;
  saveEvent(event: StoredEvent): Promise<void>;
  /** [SYNC-22] Deletes an event that waited and is refused, of a key that is enrolled to nobody. */
  dropEvent(id: string): Promise<void>;
  saveCarrier(event: string, carrier: string): Promise<void>;
  /** SYNC-2: other bytes under a used id stay as evidence. */
  keepConflictingEnvelope(id: string, device: string, link: ChainLink, receivedAt: Instant): Promise<void>;
  /** [EVAL-1] Keeps one evaluation a device and task, the one that counts: the events keep the history. */
  saveEvaluation(
    task: Task,
    event: Pick<StoredEvent, 'device' | 'deviceSeq' | 'at' | 'receivedAt'>,
    evaluation: Evaluation,
  ): Promise<void>;
  /** [EVAL-5] This device's evaluation of the task counts and no other; null: none does. */
  countEvaluation(task: string, device: string | null): Promise<void>;

  saveAccounts(accounts: readonly Account[]): Promise<void>;
  saveSession(session: Session): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Deletes sessions that expired before then. Returns how many. */
  deleteSessionsBefore(expiredAt: Instant): Promise<number>;
  /** Reads the attempts, or none, and locks them until the commit. */
  holdLoginAttempts(key: string): Promise<LoginAttempts>;
  saveLoginAttempts(key: string, attempts: LoginAttempts): Promise<void>;

  saveRegions(regions: readonly Region[]): Promise<void>;
  saveAgencies(agencies: readonly Agency[]): Promise<void>;
  saveOfficers(officers: readonly Officer[]): Promise<void>;
  saveMatters(version: number, matters: readonly Matter[]): Promise<void>;
}
