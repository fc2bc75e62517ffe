/**
 * Group commit. Writes that wait together share one transaction, each in its own savepoint: one that fails is
 * rolled back alone, all others become durable with a single commit, and each promise settles after it.
 */

import { type Kysely, sql } from 'kysely';
import { bestEffort } from '../../best-effort.ts';
import type { Tables } from '../schema.ts';
import { hold } from './prepared.ts';

/** A write: run inside the transaction, settled after the commit. */
export interface Job {
  /** Returns true to keep its changes; false rolls its savepoint back without a failure. It may run again. */
  run(connection: Kysely<Tables>): Promise<boolean>;
  settle(): void;
  fail(error: unknown): void;
}

const MAX_GROUP = 256;
const MAX_TRIES = 5;
/** A push of 200 events takes some 50 ms. */
const JOBS_A_TURN = 8;

export class GroupWriter {
  readonly #db: Kysely<Tables>;
  readonly #begin: string;
  #queue: Job[] = [];
  #running: Promise<void> | undefined;
  readonly #tries = new WeakMap<Job, number>();

  constructor(db: Kysely<Tables>, begin: 'begin immediate' | 'begin') {
    this.#db = db;
    this.#begin = begin;
  }

  add(job: Job): void {
    this.#queue.push(job);
    this.#running ??= this.#drain();
  }

  /** Resolves when everything accepted so far is committed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    // Wait a turn of the event loop, so that requests that arrived together commit together.
    await new Promise(setImmediate);
    while (this.#queue.length > 0) {
      const group = this.#queue.splice(0, MAX_GROUP);
      /** Jobs that failed or will run again. */
      const failed = new Set<Job>();
      try {
        await this.#db.connection().execute((connection) => this.#commit(connection, group, failed));
        for (const job of group) if (!failed.has(job)) job.settle();
      } catch (error) {
        for (const job of group) if (!failed.has(job)) job.fail(error);
      }
    }
    // Clear it in the turn that found the queue empty: a later job starts a new run.
    this.#running = undefined;
  }

  async #commit(connection: Kysely<Tables>, group: readonly Job[], failed: Set<Job>): Promise<void> {
    await hold(connection);
    await sql.raw(this.#begin).execute(connection);
    try {
      for (const [i, job] of group.entries()) {
        // SQLite answers at once: without a turn of the event loop no request is read until the group is done.
        if (i % JOBS_A_TURN === JOBS_A_TURN - 1) await new Promise(setImmediate);
        if (await this.#runOne(connection, job, failed)) continue;
        // The other server may wait for an earlier job of this group: commit the earlier ones first.
        const rest = group.slice(i);
        for (const one of rest) failed.add(one);
        this.#queue.unshift(...rest);
        break;
      }
      await sql`commit`.execute(connection);
    } catch (error) {
      await bestEffort(sql`rollback`.execute(connection), 'a broken connection takes no rollback');
      throw error;
    }
  }

  /** Returns false after a deadlock with a write of another server: the job will run again. */
  async #runOne(connection: Kysely<Tables>, job: Job, failed: Set<Job>): Promise<boolean> {
    await sql`savepoint one`.execute(connection);
    let [keep, again] = [false, false];
    try {
      keep = await job.run(connection);
    } catch (error) {
      again = isDeadlock(error) && this.#mayTryAgain(job);
      failed.add(job);
      if (!again) job.fail(error);
    }
    if (!keep) await sql`rollback to savepoint one`.execute(connection);
    await sql`release savepoint one`.execute(connection);
    return !again;
  }

  #mayTryAgain(job: Job): boolean {
    const tries = (this.#tries.get(job) ?? 0) + 1;
    this.#tries.set(job, tries);
    return tries < MAX_TRIES;
  }
}

/** PostgreSQL has chosen this write as the deadlock victim. */
const isDeadlock = (error: unknown): boolean => (error as { code?: unknown }).code === '40P01';
