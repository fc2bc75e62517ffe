/**
 * Scheduler of jobs: every replica runs one. It claims due jobs under a lease and carries each out once.
 *
 * The effect of a job and its completion are one write, and the completion comes first in it: it holds the row of the job and
 * fails if another replica has claimed the job since. So a replica that was thought dead and comes back changes nothing.
 */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Deps } from '../deps.ts';
import type { AuditEntry } from '../ports/audit.ts';
import { newId } from '../ports/audit.ts';
import { committed, noted, unchanged, type WriteTx } from '../ports/store.ts';
import { backoff, forgetBefore, LEASE, LONGEST_SLEEP, nextSweep, pause, type Recurrence, SWEEPS_SEEN } from './plan.ts';
import { type Job, STORE_WIDE } from './repository.ts';

export interface Effect {
  readonly audit?: readonly AuditEntry[];
  /** Called after the commit, for hints. */
  readonly after?: () => void;
}

/**
 * `effect` is committed together with the completion. `work` is for sweeps that take many writes: a crash repeats it, so that
 * each of its writes has to check that there is still something to do.
 */
export type Handler = (
  | { readonly effect: (tx: WriteTx, job: Job, now: Instant) => Promise<Effect> }
  | { readonly work: (job: Job) => Promise<unknown> }
) & {
  /** Jobs of this kind that a replica carries out at the same time, if fewer than others: a long queue of them holds up no other. */
  readonly atOnce?: number;
};

export type Sweep = Recurrence & Handler;

export interface Jobs {
  readonly sweeps: readonly Sweep[];
  /** Handlers of jobs that a write adds, by kind. */
  readonly deadlines: Readonly<Record<string, Handler>>;
}

export interface Scheduler {
  /** Plans the sweeps of this period and carries out all that is due; resolves when that is done or has failed. */
  runDue(): Promise<void>;
  /** Begins to look at the table, at once and then now and then. */
  start(): void;
  /** Begins nothing more and waits for what was begun. */
  stop(): Promise<void>;
}

type SchedulerDeps = Pick<Deps, 'store' | 'clock' | 'random' | 'log'>;

/** Jobs that a replica carries out at the same time. */
const AT_ONCE = 8;
const LONGEST_ERROR = 500;

export function scheduler(deps: SchedulerDeps, { sweeps, deadlines }: Jobs): Scheduler {
  const { store, clock } = deps;
  const owner = newId(deps);
  const handlers = new Map<string, Handler>([
    ...Object.entries(deadlines),
    ...sweeps.map((sweep): [string, Handler] => [sweep.kind, sweep]),
  ]);
  const running = new Map<Promise<void>, string>();
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const planSweep = async (sweep: Sweep): Promise<void> => {
    const now = clock.now();
    const known = await store.read((tx) => tx.jobs.dueBy(sweep.shard, sweep.kind, now, SWEEPS_SEEN));
    const next = nextSweep(sweep, known, now);
    if (!next) return;
    await store.write(async (tx) => {
      if (!(await tx.jobs.add(next))) return unchanged(undefined);
      await tx.jobs.deleteDone(next.shard, next.kind, forgetBefore(sweep, next));
      return noted(undefined);
    });
  };

  const roomFor = (kind: string): number => {
    const ofKind = [...running.values()].filter((one) => one === kind).length;
    return Math.min(AT_ONCE - running.size, (handlers.get(kind)?.atOnce ?? AT_ONCE) - ofKind);
  };

  const claimSome = async (shard: string): Promise<Job[]> => {
    const now = clock.now();
    const kinds = [...handlers.keys()].filter((kind) => roomFor(kind) > 0);
    const query = { kinds, now, longestSleep: LONGEST_SLEEP, limit: AT_ONCE - running.size };
    const due = await store.read((tx) => tx.jobs.claimable(shard, query));
    const fitting = due.filter(
      (job, i) => due.slice(0, i).filter(({ kind }) => kind === job.kind).length < roomFor(job.kind),
    );
    if (fitting.length === 0) return [];
    return store.write(async (tx) => {
      const claimed: Job[] = [];
      for (const job of fitting) {
        const mine = await tx.jobs.claim(job, owner, now + LEASE);
        if (mine) claimed.push(mine);
      }
      return claimed.length > 0 ? noted(claimed) : unchanged(claimed);
    });
  };

  const begin = (job: Job): void => {
    const run = carryOut(deps, handlers, job).finally(() => {
      running.delete(run);
      // The next of its kind waits for this one.
      if (!stopped && handlers.get(job.kind)?.atOnce !== undefined) void look();
    });
    running.set(run, job.kind);
  };

  const lookOnce = async (): Promise<void> => {
    for (const sweep of sweeps) await planSweep(sweep);
    const shards = await store.read((tx) => tx.shards.all());
    for (const shard of new Set([STORE_WIDE, ...shards.keys()])) {
      while (!stopped) {
        if (running.size >= AT_ONCE) await Promise.race(running.keys());
        const jobs = await claimSome(shard);
        if (jobs.length === 0) break;
        for (const job of jobs) begin(job);
      }
    }
  };

  const look = (): Promise<void> => {
    looking ??= lookOnce()
      .catch((err: unknown) => deps.log.error({ err }, 'the table of jobs could not be read'))
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };

  const lookAgain = async (): Promise<void> => {
    await look();
    if (!stopped) timer = setTimeout(lookAgain, pause(sweeps, clock.now())).unref();
  };

  return {
    async runDue() {
      await look();
      while (running.size > 0) {
        const isLimited = [...running.values()].some((kind) => handlers.get(kind)?.atOnce !== undefined);
        await Promise.all(running.keys());
        if (isLimited) await look();
      }
    },
    start: () => void lookAgain(),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(running.keys());
    },
  };
}

/** Never rejects: a job that fails is recorded with its error, and holds up no other. */
async function carryOut(deps: SchedulerDeps, handlers: ReadonlyMap<string, Handler>, job: Job): Promise<void> {
  const { store, clock, log, random } = deps;
  const { kind, subject, step } = job;
  const handler = handlers.get(kind);
  if (!handler) return;
  try {
    if ('work' in handler) await handler.work(job);
    const after = await store.write(async (tx) => {
      if (!(await tx.jobs.complete(job, clock.now()))) return unchanged(undefined);
      const effect: Effect = 'effect' in handler ? await handler.effect(tx, job, clock.now()) : {};
      return committed(effect.after, ...(effect.audit ?? []));
    });
    after?.();
  } catch (err) {
    log.error({ err, kind, subject, step, attempts: job.attempts }, 'a job failed; it will be tried again');
    const [dice = 0] = random.bytes(1);
    const wakeAt = clock.now() + backoff(job.attempts, dice / 255);
    const failed = store.write(async (tx) => {
      await tx.jobs.fail(job, String(err).slice(0, LONGEST_ERROR), wakeAt);
      return noted(undefined);
    });
    await failed.catch((unwritten: unknown) =>
      log.error({ err: unwritten, kind, subject, step }, 'why a job failed could not be recorded; its lease runs out'),
    );
  }
}
