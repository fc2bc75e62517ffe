/** Table of jobs: deadlines, sweeps and notices that one of several replicas carries out, each step once. */
import type { Instant } from '@liangma/shared/kernel/instant';

/** Shard of jobs that belong to no prefecture, such as the deletion of expired sessions. */
export const STORE_WIDE = '';

export interface JobKey {
  readonly shard: string;
  /** Names the handler. */
  readonly kind: string;
  /** Id of the thing that the job is about; '' for a sweep. */
  readonly subject: string;
  /** Deadline of the subject, or number of the sweep's period. */
  readonly step: string;
}

export interface NewJob extends JobKey {
  readonly dueAt: Instant;
}

export interface Job extends NewJob {
  /** Number of the latest claim. A completion has to name it, so that an earlier owner comes too late. */
  readonly attempts: number;
  /** Replica that holds the lease; null if nobody does. */
  readonly owner: string | null;
  /** From then on it may be claimed: due date, end of the lease or end of the back-off. */
  readonly wakeAt: Instant;
  readonly lastError: string | null;
  readonly doneAt: Instant | null;
}

export interface ClaimQuery {
  /** Kinds that this replica has handlers for: a newer version may have added others. */
  readonly kinds: readonly string[];
  readonly now: Instant;
  /** Longest lease and back-off. A job that sleeps longer was touched by a replica whose clock was ahead. */
  readonly longestSleep: number;
  readonly limit: number;
}

export interface OpenJobs {
  readonly waiting: number;
  /** Part of `waiting`. */
  readonly failing: number;
}

export interface JobReads {
  byKey(key: JobKey): Promise<Job | undefined>;
  /** Jobs of a kind that are due by then, the newest due date first. */
  dueBy(shard: string, kind: string, by: Instant, limit: number): Promise<Job[]>;
  /** Number of jobs that are not done and were due before then, without those of kinds that nobody carries out here. */
  overdue(shards: readonly string[], dueBefore: Instant, without?: readonly string[]): Promise<number>;
  /** Numbers of jobs of a kind that are not done, and of those that have failed; of one subject if it is given. */
  open(shards: readonly string[], kind: string, subject?: string): Promise<OpenJobs>;
  /** Due jobs that nobody holds, the oldest due date first. */
  claimable(shard: string, query: ClaimQuery): Promise<Job[]>;
}

export interface JobWrites {
  /** False if this step was added before. */
  add(job: NewJob): Promise<boolean>;
  /** Takes a lease on a job as it was read; undefined if another replica has claimed it since. */
  claim(job: Job, owner: string, until: Instant): Promise<Job | undefined>;
  /** Marks a claimed job done; false if its owner has lost the lease. */
  complete(job: Job, now: Instant): Promise<boolean>;
  /** Records why an attempt failed and gives the lease back; does nothing if the owner has lost it. */
  fail(job: Job, error: string, wakeAt: Instant): Promise<void>;
  /** Deletes jobs of a kind that are done and were due before. */
  deleteDone(shard: string, kind: string, dueBefore: Instant): Promise<void>;
}
