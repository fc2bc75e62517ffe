import type { Visit } from '@liangma/shared/compliance/facts';
import type { Instant, Window } from '@liangma/shared/kernel/instant';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Checkpoint } from '@liangma/shared/protocol/documents';
import type { ScopeChecksums } from '@liangma/shared/protocol/scope-checksum';
import type { IssuedTask, Task, TaskState } from '@liangma/shared/tasks/task';
import type { ToldState, taskListSpec } from '@liangma/shared/tasks/task-list';
import type { ListPage, ListScope } from '../lists/repository.ts';

export interface TaskFilter {
  readonly agency?: string;
  readonly states?: readonly ToldState[];
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

export interface TaskListQuery {
  readonly scope: ListScope;
  readonly query: ListQuery<typeof taskListSpec>;
  /** Evaluations since then count for `with: evaluated`. */
  readonly evaluatedSince: Instant;
}

/** Page of tasks by the time since which something is due of them. */
export interface SincePage {
  readonly after: { readonly since: Instant; readonly id: string } | undefined;
  readonly limit: number;
}

/** Joint inspections of other agencies in which one is a partner. */
export interface PartnerCounts {
  readonly states: Partial<Record<ToldState, number>>;
  /** QUAL-4: those that wait for its agreement. */
  readonly toJoin: number;
}

export interface TaskReads {
  byId(shard: string, id: string): Promise<Task | undefined>;
  byIds(shard: string, ids: readonly string[]): Promise<Task[]>;
  byNumber(shard: string, number: string): Promise<Task | undefined>;
  /** By task, the texts that were signed for it: the one to be printed, the one to be shown live. */
  codes(shard: string, tasks: readonly string[]): Promise<Map<string, string[]>>;
  find(filter: TaskFilter): Promise<Task[]>;
  count(agency: string): Promise<Partial<Record<ToldState, number>>>;
  countAsPartner(agency: string): Promise<PartnerCounts>;
  visits(enterprise: string, since: Instant): Promise<Visit[]>;
  /** FREQ-6: tasks of the agency that name this reference, neither rejected nor withdrawn. */
  ofReference(agency: string, number: string): Promise<Task[]>;
  /** Feed of every task that is or was theirs. A task itself says whom it was given to since. */
  feed(officer: string, after: Checkpoint, limit: number): Promise<FeedTask[]>;
  /** [SYNC-17] Checksums of an officer's feed. */
  checksums(officer: string): Promise<ScopeChecksums>;
  /** NOT-2: issued tasks whose period has ended, in the order of its end. */
  toLapse(shard: string, now: Instant, limit: number): Promise<Pick<IssuedTask, 'id' | 'enterprise'>[]>;
  /** Tasks of a state whose period ended in that time, in the order of its end and the id. */
  endedBetween(
    shard: string,
    state: 'lapsed' | 'inspecting' | 'recorded',
    ended: Window,
    page: { readonly after: { readonly end: Instant; readonly id: string } | undefined; readonly limit: number },
  ): Promise<Task[]>;
  /** APR-2: tasks whose confirmation has been due since that time, in its order and that of the id. */
  unconfirmed(shard: string, since: Window, page: SincePage): Promise<Task[]>;
  /** JUR-1: tasks whose filing has been due since that time, in the same order. */
  unfiled(shard: string, since: Window, page: SincePage): Promise<Task[]>;
  list(query: TaskListQuery): Promise<ListPage<Task>>;
}

export interface TaskWrites {
  /** `before`: the task as the store has it, where the caller has read it in this write. Fewer indexes are written then. */
  save(shard: string, seq: number, task: Task, before?: Task): Promise<void>;
  /** Next number of a series of the shard, from 1. Another write of the shard waits for the commit. */
  takeSerial(shard: string, series: string): Promise<number>;
  /** Once a task. No read gives it but the feed of its officers. */
  saveLiveCode(shard: string, task: string, live: LiveCode): Promise<void>;
}
